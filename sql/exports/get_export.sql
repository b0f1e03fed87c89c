-- Look at an export.
CREATE OR REPLACE FUNCTION ledger.get_export(
    p_export_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.exports
LANGUAGE plpgsql
STABLE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    RETURN NEXT ledger_private.require_export(p_export_id, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger.get_export(uuid, ledger.actor) IS
'An export, with how far it is. For who asked for it, while it sees the account, and for staff. LG033.';
