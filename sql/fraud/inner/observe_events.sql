-- Observe a part of the feed, and judge it by the rules that were in force when it was booked.
CREATE OR REPLACE FUNCTION ledger_private.observe_events(p_first bigint, p_last bigint)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_moves ledger_private.fraud_observation[];
    v_rules ledger_audit.fraud_rule[] := ARRAY(
        SELECT r FROM ledger_private.fraud_rules_at('infinity') AS r
    );
    v_ruled_at timestamptz := (SELECT max(r.created_at) FROM ledger_audit.fraud_rule AS r);
    v_observed_at timestamptz;
BEGIN
    SELECT p.observed_at INTO STRICT v_observed_at FROM ledger_private.fraud_progress AS p;
    FOR v_moves IN
        SELECT array_agg(m ORDER BY m.leg_number)
        FROM ledger_private.fraud_moves(p_first, p_last, v_observed_at) AS m
        GROUP BY m.event_position
        ORDER BY m.event_position
    LOOP
        FOR v_n IN 1 .. cardinality(v_moves) LOOP
            v_moves[v_n] := ledger_private.observe_move(v_moves[v_n]);
        END LOOP;
        INSERT INTO ledger_private.fraud_observation SELECT m.* FROM unnest(v_moves) AS m;
        v_observed_at := v_moves[1].observed_at;
        PERFORM ledger_private.score_transaction(v_moves, CASE
            WHEN v_moves[1].created_at >= v_ruled_at THEN v_rules
            ELSE ARRAY(SELECT r FROM ledger_private.fraud_rules_at(v_moves[1].created_at) AS r)
        END);
    END LOOP;
    UPDATE ledger_private.fraud_progress AS p
    SET last_position = p_last, observed_at = v_observed_at;
END
$function$;

COMMENT ON FUNCTION ledger_private.observe_events(bigint, bigint) IS
'Features and scores of the transactions at positions p_first to p_last, and how far that is. The caller holds ledger_private.fraud_progress.';
