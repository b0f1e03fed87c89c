-- Observe a part of the feed, and judge it by the rules that were in force when it was booked.
CREATE OR REPLACE FUNCTION ledger_private.observe_events(p_first bigint, p_last bigint)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_moves ledger_private.fraud_move[];
    v_observed_at timestamptz;
    v_through bigint := p_first - 1;
BEGIN
    SELECT p.observed_at INTO STRICT v_observed_at FROM ledger_private.fraud_progress AS p;
    FOR v_moves IN
        -- Said again: what groups may sort, and need not keep the order of what is alike.
        SELECT array_agg(m ORDER BY m.observed_at, m.event_position, m.leg_number)
        FROM ledger_private.fraud_moves(p_first, p_last, v_observed_at) AS m
        GROUP BY date_bin('1 minute', m.observed_at, 'epoch')
        ORDER BY date_bin('1 minute', m.observed_at, 'epoch')
    LOOP
        PERFORM ledger_private.observe_moves(v_moves);
        v_observed_at := v_moves[cardinality(v_moves)].observed_at;
        v_through := v_moves[cardinality(v_moves)].event_position;
    END LOOP;
    PERFORM ledger_private.score_events(p_first, p_last);
    PERFORM ledger_private.open_cases(p_first, p_last);
    -- What nobody observed counts for the moment of what comes after it.
    UPDATE ledger_private.fraud_progress AS p
    SET last_position = p_last, observed_at = greatest(v_observed_at, (
        SELECT max(t.created_at)
        FROM ledger_audit.feed_event AS f
        JOIN ledger_audit.transaction AS t USING (transaction_id)
        WHERE f.event_position BETWEEN v_through + 1 AND p_last
    ));
END
$function$;

COMMENT ON FUNCTION ledger_private.observe_events(bigint, bigint) IS
'Features and scores of the transactions at positions p_first to p_last, and how far that is. The caller holds ledger_private.fraud_progress.';
