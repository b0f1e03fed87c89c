-- Which rules a move hits by itself.
CREATE OR REPLACE FUNCTION ledger_private.fraud_hits(
    p_observation ledger_private.fraud_observation,
    p_rules ledger_audit.fraud_rule[]
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    RETURN coalesce((
        SELECT jsonb_agg(
            ledger_private.fraud_reason(p_observation, r, v.value) ORDER BY r.rule_name
        )
        FROM unnest(p_rules) AS r
        CROSS JOIN LATERAL (
            SELECT ledger_private.fraud_value(p_observation, r.feature) AS value
        ) AS v
        WHERE coalesce(r.direction, p_observation.direction) = p_observation.direction
            AND coalesce(r.currency, p_observation.currency) = p_observation.currency
            AND ledger_private.compares(v.value, r.comparison, r.threshold)
    ), '[]');
END
$function$;

COMMENT ON FUNCTION ledger_private.fraud_hits(
    ledger_private.fraud_observation, ledger_audit.fraud_rule[]
) IS
'One reason for each rule that p_observation hits, but for those that look at the score.';
