-- Why a move is scored.
CREATE OR REPLACE FUNCTION ledger_private.fraud_reason(
    p_observation ledger_private.fraud_observation,
    p_rule ledger_audit.fraud_rule,
    p_value numeric
)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'rule_name', p_rule.rule_name, 'version', p_rule.version,
        'account_id', p_observation.account_id, 'direction', p_observation.direction,
        'feature', p_rule.feature, 'value', trim_scale(p_value)::text, 'score', p_rule.score,
        'action', p_rule.action, 'reason', p_rule.reason
    )
$function$;

COMMENT ON FUNCTION ledger_private.fraud_reason(
    ledger_private.fraud_observation, ledger_audit.fraud_rule, numeric
) IS
'That p_rule hit the observation with p_value, as ledger.fraud_scores shows it.';
