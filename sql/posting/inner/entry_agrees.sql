-- Whether an entry is one that its transaction names, and its account's.
CREATE OR REPLACE FUNCTION ledger_private.entry_agrees(
    p_account_version bigint,
    p_user_id bigint,
    p_entry_type text,
    p_amount numeric,
    p_currency text,
    p_created_at timestamptz,
    p_transaction ledger_audit.transaction,
    p_account ledger_private.account,
    p_is_folded boolean
)
RETURNS boolean
LANGUAGE sql
STABLE
AS $function$
    SELECT p_account.currency = p_currency
        AND p_account.user_id = p_user_id
        AND p_account_version <= p_account.version
        AND p_transaction.status = 'COMPLETED'
        AND CASE
            WHEN p_transaction.leg_account_ids IS NOT NULL THEN ledger_private.leg_is_named(
                p_account.account_id, p_account_version, p_transaction.leg_account_ids,
                p_transaction.leg_account_versions
            )
            WHEN p_amount <> p_transaction.amount OR p_currency <> p_transaction.currency
                THEN false
            WHEN p_entry_type = 'DEBIT' THEN p_account.account_id = p_transaction.from_account_id
                AND p_account_version = p_transaction.from_account_version
            ELSE p_account.account_id = p_transaction.to_account_id
                AND CASE WHEN p_is_folded THEN p_transaction.to_account_version IS NULL
                    ELSE p_account_version = p_transaction.to_account_version
                END
        END
        AND CASE
            WHEN p_transaction.effective_at = p_created_at THEN true
            WHEN p_is_folded THEN p_transaction.effective_at = p_transaction.created_at
            ELSE ledger_private.entry_is_dated(
                p_account.account_id, p_account_version, p_amount, p_transaction.effective_at
            )
        END
$function$;

COMMENT ON FUNCTION ledger_private.entry_agrees(
    bigint, bigint, text, numeric, text, timestamptz, ledger_audit.transaction,
    ledger_private.account, boolean
) IS
'True when p_transaction is completed and names this entry of p_account, of that amount where it has one for all, and dated as it is; or when it is folded and the transaction names no number; and when the account has its currency and owner and has counted it. A plan holds the expression itself, not the call.';
