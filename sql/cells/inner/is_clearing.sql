-- Whether an account stands for what another cell is owed, or owes.
CREATE OR REPLACE FUNCTION ledger_private.is_clearing(p_account_id uuid)
RETURNS boolean
LANGUAGE sql
STABLE
AS $function$
    SELECT EXISTS (
        SELECT FROM ledger_private.clearing_account AS c WHERE c.account_id = p_account_id
    )
$function$;

COMMENT ON FUNCTION ledger_private.is_clearing(uuid) IS
'True for accounts that only transfers between cells move.';
