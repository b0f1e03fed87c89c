-- Fold an account's open credits into its balance and its entries.
CREATE OR REPLACE FUNCTION ledger.fold_account(
    p_account_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.accounts
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.lock_account(p_account_id);
    RETURN NEXT ledger_private.show_account(p_account_id);
END
$function$;

COMMENT ON FUNCTION ledger.fold_account(uuid, ledger.actor) IS
'Make entries of the account''s open credits, which its balance counts already. Every debit and every change of the account does so by itself. Those of an account that is ahead of the clock stay open until ledger.repair_times. LG001 when there is no such account. Locks the account. Operators only. Safe to repeat.';
