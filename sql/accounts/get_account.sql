-- Show one account.
CREATE OR REPLACE FUNCTION ledger.get_account(
    p_account_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.accounts
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    RETURN ledger_private.require_account(p_account_id, v_actor, 'viewer');
END
$function$;

COMMENT ON FUNCTION ledger.get_account(uuid, ledger.actor) IS
'The account, or LG001 when there is none that the actor may see. Takes no lock.';
