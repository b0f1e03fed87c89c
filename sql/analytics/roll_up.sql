-- Add the next events of the feed to the sums by day.
CREATE OR REPLACE FUNCTION ledger.roll_up(
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
    v_rollup ledger_private.rollup;
    v_lease ledger_private.event_lease;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    IF NOT EXISTS (
        SELECT FROM ledger_private.event_consumer AS c WHERE c.consumer_name = 'rollups'
    ) THEN
        PERFORM c.consumer_name
        FROM ledger.create_event_consumer('rollups', p_actor => p_actor) AS c;
    END IF;
    v_lease := ledger_private.lease_events('rollups', p_limit);
    IF v_lease.lease_id IS NULL THEN
        RETURN 0;
    END IF;

    -- What is in the sums is known here, not by the lease: whatever became of the consumer's
    -- place, an event is added once, and in order.
    SELECT r.* INTO v_rollup
    FROM ledger_private.rollup AS r
    WHERE r.is_only
    FOR NO KEY UPDATE;
    IF v_lease.last_position > v_rollup.through_position THEN
        PERFORM ledger_private.add_events(v_rollup, v_lease.last_position);
    END IF;
    PERFORM ledger.acknowledge_events('rollups', v_lease.lease_id, p_actor);
    RETURN v_lease.last_position - v_lease.first_position + 1;
END
$function$;

COMMENT ON FUNCTION ledger.roll_up(integer, ledger.actor) IS
'Take up to p_limit (1 to 1000) events of the feed for the consumer rollups, add those that nobody has added yet to the sums by day, and acknowledge them, in one database transaction: each counts exactly once, whoever dies. Returns how many were taken, 0 when there are none. An event of an earlier day is added to that day. Two callers wait for each other. zerosum work does it.';
