-- List what monitors have told.
CREATE OR REPLACE FUNCTION ledger.list_monitor_alerts(
    p_monitor_id uuid,
    p_after uuid DEFAULT NULL,
    p_limit integer DEFAULT 100,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.monitor_alerts
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    PERFORM ledger_private.require_monitor(p_monitor_id, v_actor, true);

    RETURN QUERY
    SELECT l.*
    FROM ledger.monitor_alerts AS l
    WHERE l.monitor_id = p_monitor_id
        AND (p_after IS NULL OR l.alert_id < p_after)
    ORDER BY l.alert_id DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_monitor_alerts(uuid, uuid, integer, ledger.actor) IS
'The alerts of a monitor, also of a removed one, the newest first. p_after is the last alert_id of the page before; p_limit 1 to 1000. LG029 when there is no such monitor that the actor sees.';
