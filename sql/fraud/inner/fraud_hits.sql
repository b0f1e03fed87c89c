-- Which rules a move hits.
CREATE OR REPLACE FUNCTION ledger_private.fraud_hits(
    p_observation ledger_private.fraud_observation,
    p_rules ledger_audit.fraud_rule[],
    p_score integer DEFAULT NULL
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    -- Made once, not for each rule.
    v_document jsonb := to_jsonb(p_observation);
    v_hits jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object(
        'rule_name', r.rule_name, 'version', r.version, 'account_id', p_observation.account_id,
        'direction', p_observation.direction, 'feature', r.feature,
        'value', trim_scale(v.value)::text, 'score', r.score, 'action', r.action,
        'reason', r.reason
    ) ORDER BY r.rule_name)
    INTO v_hits
    FROM unnest(p_rules) AS r
    CROSS JOIN LATERAL (
        VALUES (coalesce(p_score, (v_document ->> r.feature)::numeric))
    ) AS v (value)
    WHERE (r.feature = 'score') = (p_score IS NOT NULL)
        AND coalesce(r.direction, p_observation.direction) = p_observation.direction
        AND coalesce(r.currency, p_observation.currency) = p_observation.currency
        AND ledger_private.compares(v.value, r.comparison, r.threshold);
    RETURN coalesce(v_hits, '[]');
END
$function$;

COMMENT ON FUNCTION ledger_private.fraud_hits(
    ledger_private.fraud_observation, ledger_audit.fraud_rule[], integer
) IS
'One reason for each rule that p_observation hits, as ledger.fraud_scores shows them. With p_score only the rules that look at the score are asked, without it all others.';
