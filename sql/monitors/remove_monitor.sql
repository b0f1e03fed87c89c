-- Watch no longer.
CREATE OR REPLACE FUNCTION ledger.remove_monitor(
    p_monitor_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.monitors
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_monitor ledger.monitors;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'post');
    v_monitor := ledger_private.require_monitor(p_monitor_id, v_actor);
    IF v_monitor.made_by_user_id IS DISTINCT FROM v_actor.user_id THEN
        PERFORM ledger_private.require_account(v_monitor.account_id, v_actor);
    END IF;

    IF NOT ledger_private.end_monitor(p_monitor_id, v_actor) THEN
        PERFORM ledger_private.raise_error('LG029', jsonb_build_object(
            'monitor_id', p_monitor_id
        ));
    END IF;
    RETURN NEXT (SELECT m FROM ledger.monitors AS m WHERE m.monitor_id = p_monitor_id);
END
$function$;

COMMENT ON FUNCTION ledger.remove_monitor(uuid, ledger.actor) IS
'Remove a monitor and return it; its alerts stay. For who created it, for the account''s owner, and for staff. LG029 when there is none that the actor sees, or it was removed before.';
