-- Take a rule of the fraud checks away.
CREATE OR REPLACE FUNCTION ledger.remove_fraud_rule(
    p_rule_name text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.fraud_rules
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_rule ledger_audit.fraud_rule;
BEGIN
    PERFORM ledger_private.require_short('rule_name', p_rule_name);
    PERFORM ledger_private.require_permission(v_actor, 'review');
    PERFORM pg_advisory_xact_lock('ledger_audit.fraud_rule'::regclass::bigint);
    SELECT r.* INTO v_rule
    FROM ledger_audit.fraud_rule AS r
    WHERE r.rule_name = p_rule_name
    ORDER BY r.version DESC
    LIMIT 1;
    IF v_rule.is_removed IS NOT FALSE THEN
        PERFORM ledger_private.raise_error('LG028', jsonb_build_object('rule_name', p_rule_name));
    END IF;
    v_rule.is_removed := true;
    v_rule.is_active := false;
    v_rule := ledger_private.add_rule_version(v_rule, v_actor);
    RETURN QUERY
    SELECT r.*
    FROM ledger.fraud_rules AS r
    WHERE r.rule_name = p_rule_name AND r.version = v_rule.version;
END
$function$;

COMMENT ON FUNCTION ledger.remove_fraud_rule(text, ledger.actor) IS
'Take the rule away: its last version, which is returned, says so and by whom; all others stay to be read. LG028 when there is none. Staff who may review.';
