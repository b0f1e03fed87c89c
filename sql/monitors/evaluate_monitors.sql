-- Look at the accounts that the next events of the feed are about.
CREATE OR REPLACE FUNCTION ledger.evaluate_monitors(
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_lease ledger_private.event_lease;
    v_monitor ledger_private.monitor;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    IF NOT EXISTS (
        SELECT FROM ledger_private.event_consumer AS c WHERE c.consumer_name = 'monitors'
    ) THEN
        RETURN 0;
    END IF;
    v_lease := ledger_private.lease_events('monitors', p_limit);
    IF v_lease.lease_id IS NULL THEN
        RETURN 0;
    END IF;

    FOR v_monitor IN
        SELECT m.*
        FROM ledger_private.monitor AS m
        WHERE m.removed_at IS NULL
            AND m.account_id IN (
                SELECT DISTINCT a.account_id
                FROM ledger.events AS e
                CROSS JOIN LATERAL unnest(
                    ARRAY[e.from_account_id, e.to_account_id, e.account_id] || e.leg_account_ids
                ) AS a (account_id)
                WHERE e.event_position BETWEEN v_lease.first_position AND v_lease.last_position
            )
        ORDER BY m.monitor_id
        FOR NO KEY UPDATE OF m
    LOOP
        PERFORM ledger_private.watch_account(v_monitor, v_lease.last_position);
    END LOOP;
    PERFORM ledger.acknowledge_events('monitors', v_lease.lease_id, p_actor);
    RETURN v_lease.last_position - v_lease.first_position + 1;
END
$function$;

COMMENT ON FUNCTION ledger.evaluate_monitors(integer, ledger.actor) IS
'Take up to p_limit (1 to 1000) events of the feed for the consumer monitors, look at the monitored accounts that they are about, write an alert for each crossing, and acknowledge them, in one database transaction: each crossing fires once, whoever dies. Returns how many events were taken, 0 when there are none. Locks the monitors in id order. zerosum work does it.';
