-- Forget what was observed long ago.
CREATE OR REPLACE FUNCTION ledger.prune_fraud_observations(
    p_older_than interval DEFAULT '90 days',
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_progress ledger_private.fraud_progress;
    v_before timestamptz;
    v_pruned bigint;
BEGIN
    PERFORM ledger_private.require_permission(ledger_private.resolve_actor(p_actor), 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    -- Windows of 30 days are read from what was observed.
    IF (p_older_than BETWEEN '31 days' AND '100 years') IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'older_than', 'at_least', '31 days', 'at_most', '100 years'
        ));
    END IF;
    -- Whoever observes holds the row, and prunes afterwards.
    SELECT p.* INTO v_progress
    FROM ledger_private.fraud_progress AS p
    FOR NO KEY UPDATE SKIP LOCKED;
    IF NOT found THEN
        RETURN 0;
    END IF;
    -- By the moment that has been observed: events that wait for a late worker have windows too.
    v_before := least(clock_timestamp(), v_progress.observed_at) - p_older_than;
    -- Nothing as a rule: one row tells.
    IF (
        SELECT o.observed_at FROM ledger_private.fraud_observation AS o
        WHERE o.event_position > v_progress.pruned_position
        ORDER BY o.event_position
        LIMIT 1
    ) < v_before IS NOT TRUE THEN
        RETURN 0;
    END IF;
    UPDATE ledger_private.fraud_progress AS p
    SET pruned_position = o.event_position, pruned_through_at = o.observed_at
    FROM (
        SELECT o.event_position, o.observed_at
        FROM (
            SELECT o.event_position, o.observed_at
            FROM ledger_private.fraud_observation AS o
            WHERE o.event_position > v_progress.pruned_position
            ORDER BY o.event_position
            LIMIT p_limit
        ) AS o
        WHERE o.observed_at < v_before
        ORDER BY o.event_position DESC
        LIMIT 1
    ) AS o;
    DELETE FROM ledger_private.fraud_observation AS o
    WHERE o.event_position > v_progress.pruned_position
        AND o.event_position <= (
            SELECT p.pruned_position FROM ledger_private.fraud_progress AS p
        )
        AND NOT EXISTS (
            SELECT FROM ledger_private.fraud_case AS c
            WHERE c.transaction_id = o.transaction_id
        );
    GET DIAGNOSTICS v_pruned = ROW_COUNT;
    RETURN v_pruned;
END
$function$;

COMMENT ON FUNCTION ledger.prune_fraud_observations(interval, integer, ledger.actor) IS
'Delete some p_limit (1 to 1000) of the oldest observations of the fraud checks, whole events, that are older than p_older_than (31 days at least, which windows need), counted back from the newest that was observed; returns how many. Observations of a transaction with a case stay, and so do scores, and what is remembered of accounts, their last moves and counterparties. 0 when there are none, and while somebody observes. ledger.backtest_rule tells from when it could look. LG109 for another p_older_than. Safe to repeat. zerosum work does it.';
