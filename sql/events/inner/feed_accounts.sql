-- Whose lists a transaction is in.
CREATE OR REPLACE FUNCTION ledger_private.feed_accounts(
    p_status ledger_private.transaction_status,
    p_from_account_id uuid,
    p_to_account_id uuid,
    p_leg_account_ids uuid[]
)
RETURNS uuid[]
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE p_status
        WHEN 'FAILED' THEN ARRAY[p_from_account_id]
        ELSE ARRAY[p_from_account_id, p_to_account_id] || p_leg_account_ids
    END
$function$;

COMMENT ON FUNCTION ledger_private.feed_accounts(
    ledger_private.transaction_status, uuid, uuid, uuid[]
) IS
'The accounts that a transaction moved money on; of a refused one, the account that was to pay. NULLs among them mean nothing, and an account may come twice.';
