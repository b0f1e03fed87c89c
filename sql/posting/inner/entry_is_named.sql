-- Whether a transaction names an entry as one of its own.
CREATE OR REPLACE FUNCTION ledger_private.entry_is_named(
    p_account_id uuid,
    p_account_version bigint,
    p_entry_type text,
    p_amount numeric,
    p_currency text,
    p_created_at timestamptz,
    p_transaction ledger_audit.transaction
)
RETURNS boolean
LANGUAGE sql
STABLE
AS $function$
    SELECT p_transaction.status = 'COMPLETED'
        AND CASE WHEN p_transaction.effective_at = p_created_at THEN true
            ELSE ledger_private.entry_is_dated(
                p_account_id, p_account_version, p_amount, p_transaction.effective_at
            )
        END
        AND CASE
            WHEN p_transaction.leg_account_ids IS NOT NULL
                THEN ledger_private.leg_is_named(
                    p_account_id, p_account_version, p_transaction.leg_account_ids,
                    p_transaction.leg_account_versions
                )
            WHEN p_amount <> p_transaction.amount OR p_currency <> p_transaction.currency
                THEN false
            WHEN p_entry_type = 'DEBIT' THEN p_account_id = p_transaction.from_account_id
                AND p_account_version = p_transaction.from_account_version
            ELSE p_account_id = p_transaction.to_account_id
                AND p_account_version = p_transaction.to_account_version
        END
$function$;

COMMENT ON FUNCTION ledger_private.entry_is_named(
    uuid, bigint, text, numeric, text, timestamptz, ledger_audit.transaction
) IS
'True when p_transaction is completed and one of its sides or legs is this entry, of that amount where it has one for all, and dated as it is. A plan holds the expression itself, not the call.';
