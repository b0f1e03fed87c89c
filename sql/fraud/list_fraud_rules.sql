-- List the rules of the fraud checks.
CREATE OR REPLACE FUNCTION ledger.list_fraud_rules(
    p_rule_name text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.fraud_rules
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('rule_name', p_rule_name);
    PERFORM ledger_private.require_permission(v_actor, 'review');

    RETURN QUERY
    SELECT r.*
    FROM ledger.fraud_rules AS r
    WHERE CASE WHEN p_rule_name IS NULL THEN r.is_current ELSE r.rule_name = p_rule_name END
    ORDER BY r.rule_name, r.version DESC;
END
$function$;

COMMENT ON FUNCTION ledger.list_fraud_rules(text, ledger.actor) IS
'The rules that there are, by name; or all versions of p_rule_name, the newest first. Staff who may review.';
