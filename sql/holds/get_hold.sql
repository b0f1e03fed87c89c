-- Show one hold.
CREATE OR REPLACE FUNCTION ledger.get_hold(
    p_hold_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.holds
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_hold(p_hold_id, v_actor);
    RETURN ledger_private.show_hold(p_hold_id);
END
$function$;

COMMENT ON FUNCTION ledger.get_hold(uuid, ledger.actor) IS
'The hold, or LG006 when there is none that the actor may see. Takes no lock.';
