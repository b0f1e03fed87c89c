-- Look at what has happened: keep features, score transactions, open cases.
CREATE OR REPLACE FUNCTION ledger.check_fraud(
    p_limit integer DEFAULT 500,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS bigint
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
    v_observed bigint;
    v_lease ledger_private.event_lease;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    -- One after another: whoever waits here goes on where the one before it ended.
    SELECT p.last_position INTO STRICT v_observed
    FROM ledger_private.fraud_progress AS p
    FOR NO KEY UPDATE;
    IF NOT EXISTS (
        SELECT FROM ledger_private.event_consumer AS c WHERE c.consumer_name = 'fraud'
    ) THEN
        PERFORM c.consumer_name
        FROM ledger.create_event_consumer('fraud', p_actor => p_actor) AS c;
    END IF;
    -- What somebody took by hand comes first when its time is over.
    IF EXISTS (
        SELECT FROM ledger_private.event_lease AS l
        WHERE l.consumer_name = 'fraud' AND l.expires_at > clock_timestamp()
    ) THEN
        RETURN 0;
    END IF;

    v_lease := ledger_private.lease_events('fraud', p_limit);
    IF v_lease.lease_id IS NULL THEN
        RETURN 0;
    END IF;
    IF v_lease.last_position > v_observed THEN
        PERFORM ledger_private.observe_events(v_observed + 1, v_lease.last_position);
    END IF;
    PERFORM ledger.acknowledge_events('fraud', v_lease.lease_id, p_actor);
    RETURN greatest(v_lease.last_position - v_observed, 0);
END
$function$;

COMMENT ON FUNCTION ledger.check_fraud(integer, ledger.actor) IS
'Takes up to p_limit (1 to 1000) events of the feed as the consumer fraud, keeps features of the accounts that they moved, scores them by the rules and opens cases, all in this database transaction: each event is observed exactly once, in the order of positions. Returns how many events that were; 0 when there are none, or when a worker of the consumer has taken some elsewhere. One call at a time: others wait. Moves no money; ledger.act_on_fraud_cases does what cases ask for.';
