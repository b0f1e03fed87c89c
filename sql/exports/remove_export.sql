-- Do without an export, written or not.
CREATE OR REPLACE FUNCTION ledger.remove_export(
    p_export_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.exports
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_status text;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    IF (ledger_private.require_export(p_export_id, v_actor)).made_by_user_id
        IS DISTINCT FROM v_actor.user_id
    THEN
        PERFORM ledger_private.require_permission(v_actor, 'post');
    END IF;
    SELECT x.status INTO v_status
    FROM ledger_private.export AS x
    WHERE x.export_id = p_export_id
    FOR UPDATE;
    IF v_status IN ('PENDING', 'READY') THEN
        PERFORM ledger_private.end_export(p_export_id, 'REMOVED', NULL, v_actor);
    END IF;
    RETURN NEXT ledger_private.require_export(p_export_id, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger.remove_export(uuid, ledger.actor) IS
'Remove the file of an export, or have it written no further, and return the export. What has ended before stays as it is: safe to repeat. For who asked for it, while it sees the account, and for staff with the permission post. LG033, LG206.';
