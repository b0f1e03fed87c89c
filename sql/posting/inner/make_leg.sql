-- One leg of a batch from its values, said by name. Only here does their order count.
CREATE OR REPLACE FUNCTION ledger_private.make_leg(
    p_transaction_id uuid DEFAULT NULL,
    p_account_id uuid DEFAULT NULL,
    p_account_user_id bigint DEFAULT NULL,
    p_entry_type text DEFAULT NULL,
    p_amount numeric DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_account_version bigint DEFAULT NULL,
    p_new_balance numeric DEFAULT NULL,
    p_audit_position bigint DEFAULT NULL
)
RETURNS ledger_private.posting_leg
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ROW(
        p_transaction_id, p_account_id, p_account_user_id, p_entry_type, p_amount, p_currency,
        p_account_version, p_new_balance, p_audit_position
    )::ledger_private.posting_leg
$function$;

COMMENT ON FUNCTION ledger_private.make_leg(
    uuid, uuid, bigint, text, numeric, text, bigint, numeric, bigint
) IS
'A ledger_private.posting_leg; what is not said is NULL. A plan holds the row itself, not the call.';
