-- Judge what was observed of a part of the feed by the rules that were in force when it was booked.
CREATE OR REPLACE FUNCTION ledger_private.score_events(p_first bigint, p_last bigint)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    WITH rules AS MATERIALIZED (
        SELECT r.*
        FROM (
            SELECT
                r AS rule, r.rule_name, r.feature, r.comparison::text AS comparison, r.threshold,
                r.direction, r.currency, r.score, r.is_active AND NOT r.is_removed AS is_asked,
                r.created_at AS from_at, lead(r.created_at, 1, 'infinity') OVER (
                    PARTITION BY r.rule_name ORDER BY r.version
                ) AS until_at
            FROM ledger_audit.fraud_rule AS r
        ) AS r
        WHERE r.is_asked
    ),
    hits AS MATERIALIZED (
        SELECT
            o.event_position, o.leg_number, o.account_id, r.rule_name, r.score,
            ledger_private.fraud_reason(o, r.rule, v.value) AS reason
        FROM ledger_private.fraud_observation AS o
        JOIN rules AS r
            ON r.feature <> 'score'
            AND r.from_at <= o.created_at
            AND r.until_at > o.created_at
            AND coalesce(r.direction, o.direction) = o.direction
            AND coalesce(r.currency, o.currency) = o.currency
        CROSS JOIN LATERAL (
            SELECT ledger_private.fraud_value(o, r.feature) AS value OFFSET 0
        ) AS v
        WHERE o.event_position BETWEEN p_first AND p_last
            AND ledger_private.compares(v.value, r.comparison, r.threshold)
    ),
    last_hits AS (
        SELECT
            o.event_position, o.leg_number, r.rule_name, r.score,
            ledger_private.fraud_reason(o, r.rule, h.score) AS reason
        FROM (
            SELECT h.event_position, array_agg(h.account_id) AS account_ids, sum(h.score) AS score
            FROM hits AS h
            GROUP BY h.event_position
        ) AS h
        CROSS JOIN rules AS r
        JOIN ledger_private.fraud_observation AS o
            ON o.event_position = h.event_position
            AND o.account_id = any(h.account_ids)
        WHERE r.feature = 'score'
            AND r.from_at <= o.created_at
            AND r.until_at > o.created_at
            AND coalesce(r.direction, o.direction) = o.direction
            AND coalesce(r.currency, o.currency) = o.currency
            AND ledger_private.compares(h.score, r.comparison, r.threshold)
    )
    INSERT INTO ledger_audit.fraud_score (
        transaction_id, event_position, user_id, score, created_at, reasons
    )
    SELECT
        o.transaction_id, h.event_position, o.user_id, h.score, clock_timestamp(), h.reasons
    FROM (
        SELECT
            h.event_position, sum(h.score) AS score,
            jsonb_agg(h.reason ORDER BY h.is_last, h.leg_number, h.rule_name) AS reasons
        FROM (
            SELECT false AS is_last, h.event_position, h.leg_number, h.rule_name, h.score, h.reason
            FROM hits AS h
            UNION ALL
            SELECT true, l.event_position, l.leg_number, l.rule_name, l.score, l.reason
            FROM last_hits AS l
        ) AS h
        GROUP BY h.event_position
    ) AS h
    CROSS JOIN LATERAL (
        SELECT o.transaction_id, o.user_id
        FROM ledger_private.fraud_observation AS o
        WHERE o.event_position = h.event_position
        ORDER BY o.leg_number
        LIMIT 1
    ) AS o;
END
$function$;

COMMENT ON FUNCTION ledger_private.score_events(bigint, bigint) IS
'Writes a score with its reasons for each observed transaction at positions p_first to p_last that a rule hits on one of its sides; rules that look at the score are asked last, for the sides that were hit.';
