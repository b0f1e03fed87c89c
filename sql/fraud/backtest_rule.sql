-- Try a rule on what has happened, without touching anything.
CREATE OR REPLACE FUNCTION ledger.backtest_rule(
    p_feature text,
    p_comparison text,
    p_threshold numeric,
    p_direction text DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_is_dated boolean DEFAULT false,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.fraud_backtest
LANGUAGE plpgsql
STABLE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_pruned_at timestamptz;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'review');
    PERFORM ledger_private.require_fraud_condition(
        p_feature, p_comparison, p_threshold, p_direction, p_currency
    );
    SELECT p.pruned_through_at INTO v_pruned_at
    FROM ledger_private.fraud_progress AS p
    WHERE p_is_dated IS NOT TRUE;
    -- No hits among what is gone would be no answer.
    IF p_until <= v_pruned_at THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'until', 'after', ledger_private.moment_text(v_pruned_at)
        ));
    END IF;

    RETURN QUERY
    WITH observed AS (
        -- What cases keep of pruned days is not like the rest of them.
        SELECT o.* FROM ledger_private.fraud_observation AS o WHERE o.observed_at > v_pruned_at
        UNION ALL
        SELECT o.* FROM ledger_private.recompute_observations(true) AS o WHERE p_is_dated
    ),
    looked_at AS (
        SELECT
            o.transaction_id,
            max(o.event_position) AS event_position,
            bool_or(
                coalesce(p_direction, o.direction) = o.direction
                AND coalesce(p_currency, o.currency) = o.currency
                AND ledger_private.compares(
                    CASE p_feature WHEN 'score' THEN s.score
                    ELSE ledger_private.fraud_value(o, p_feature) END,
                    p_comparison, p_threshold
                )
            ) AS is_hit
        FROM observed AS o
        LEFT JOIN ledger_audit.fraud_score AS s
            ON s.transaction_id = o.transaction_id AND p_feature = 'score'
        WHERE (p_since IS NULL OR o.observed_at >= p_since)
            AND (p_until IS NULL OR o.observed_at < p_until)
        GROUP BY o.transaction_id
    )
    SELECT b.*
    FROM (
        SELECT
            count(*) AS transactions,
            count(*) FILTER (WHERE l.is_hit) AS hits,
            round(count(*) FILTER (WHERE l.is_hit) * 1000.0 / nullif(count(*), 0), 2)
                AS hits_per_1000,
            count(*) FILTER (WHERE l.is_hit AND c.is_confirmed) AS confirmed_hits,
            count(*) FILTER (WHERE l.is_hit AND NOT c.is_confirmed) AS cleared_hits,
            coalesce((array_agg(l.transaction_id ORDER BY l.event_position DESC)
                FILTER (WHERE l.is_hit))[:20], '{}') AS sample,
            CASE WHEN p_since > v_pruned_at OR v_pruned_at = '-infinity' THEN NULL
                ELSE v_pruned_at END AS complete_after_at
        FROM looked_at AS l
        LEFT JOIN (
            SELECT c.transaction_id, bool_or(c.status = 'CONFIRMED') AS is_confirmed
            FROM ledger_private.fraud_case AS c
            WHERE c.status <> 'OPEN'
            GROUP BY c.transaction_id
        ) AS c USING (transaction_id)
    ) AS s
    CROSS JOIN LATERAL jsonb_populate_record(NULL::ledger.fraud_backtest, to_jsonb(s)) AS b;
END
$function$;

COMMENT ON FUNCTION ledger.backtest_rule(
    text, text, numeric, text, text, timestamptz, timestamptz, boolean, ledger.actor
) IS
'What a rule with this condition would have hit of what was observed from p_since until before p_until: how many transactions, at what rate, how many of them turned out to be fraud or not, and at most 20 of them. Reads what the worker has observed and not pruned: complete_after_at says when some that was asked for is gone, and a p_until before that is refused; for the score, what was scored then. p_is_dated: all history instead, whatever was pruned, computed anew as if booked at effective_at, for what was imported; slow. Changes nothing. LG109 with the field for what cannot be. Staff who may review.';
