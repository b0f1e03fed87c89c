-- List what a monitor has told, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_monitor_alerts(
    p_monitor_id uuid,
    p_min_amount numeric DEFAULT NULL,
    p_max_amount numeric DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_is_ascending boolean DEFAULT false,
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
        AND (p_min_amount IS NULL OR l.balance >= p_min_amount)
        AND (p_max_amount IS NULL OR l.balance <= p_max_amount)
        AND (p_since IS NULL OR l.fired_at >= p_since)
        AND (p_until IS NULL OR l.fired_at < p_until)
        AND (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN l.alert_id > p_after ELSE l.alert_id < p_after
        END)
    ORDER BY
        CASE WHEN p_is_ascending THEN l.alert_id END,
        CASE WHEN NOT p_is_ascending THEN l.alert_id END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_monitor_alerts(
    uuid, numeric, numeric, timestamptz, timestamptz, uuid, boolean, integer, ledger.actor
) IS
'The alerts of a monitor, also of a removed one, the newest first unless p_is_ascending; balances from p_min_amount to p_max_amount; p_since <= fired_at < p_until. p_after is the last alert_id of the page before; p_limit 1 to 1000. LG029 when there is no such monitor that the actor sees.';
