-- Give a worker events that no other worker of its consumer has.
CREATE OR REPLACE FUNCTION ledger.consume_events(
    p_name text,
    p_limit integer DEFAULT 100,
    p_lease interval DEFAULT '1 minute',
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.consumed_events
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_lease_id uuid;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    PERFORM ledger_private.require_consumer_name(p_name);
    PERFORM ledger_private.require_page_size(p_limit);
    IF (p_lease BETWEEN '1 second' AND '1 day') IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'lease', 'at_least', '1 second', 'at_most', '1 day'
        ));
    END IF;
    PERFORM ledger_private.number_events(false);

    v_lease_id := coalesce(
        ledger_private.lease_abandoned(p_name, p_limit, p_lease),
        ledger_private.lease_next(p_name, p_limit, p_lease)
    );
    RETURN QUERY
    SELECT c.*
    FROM ledger.consumed_events AS c
    WHERE c.lease_id = v_lease_id
    ORDER BY c.event_position;
END
$function$;

COMMENT ON FUNCTION ledger.consume_events(text, integer, interval, ledger.actor) IS
'Up to p_limit (1 to 1000) events of the feed for a worker of the consumer p_name, in the order of their positions: first those whose lease ran out before anybody acknowledged them, else the next ones. No other worker gets them for p_lease (1 second to 1 day); ledger.acknowledge_events with their lease_id ends that. None when all are taken. Each event comes at least once: attempt is above 1 when a worker had it before. One worker gets them in order; of several, each its own range in order. In a database transaction of its own several workers go on side by side; work that is done in this database can be done in the same transaction with consume_events and acknowledge_events, and is then done exactly once. Numbers first what has been committed since. LISTEN ledger_events to hear of new ones. LG019 when there is no such consumer.';
