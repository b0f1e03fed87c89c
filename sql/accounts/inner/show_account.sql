-- One account as the view shows it.
CREATE OR REPLACE FUNCTION ledger_private.show_account(p_account_id uuid)
RETURNS ledger.accounts
LANGUAGE sql
VOLATILE
AS $function$
    SELECT a FROM ledger.accounts AS a WHERE a.account_id = p_account_id
$function$;

COMMENT ON FUNCTION ledger_private.show_account(uuid) IS
'The row of ledger.accounts, or NULL.';
