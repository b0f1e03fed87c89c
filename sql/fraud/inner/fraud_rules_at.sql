-- The rules that were in force at a moment.
CREATE OR REPLACE FUNCTION ledger_private.fraud_rules_at(p_at timestamptz)
RETURNS SETOF ledger_audit.fraud_rule
LANGUAGE sql
STABLE
AS $function$
    SELECT r.*
    FROM (
        SELECT DISTINCT ON (r.rule_name) r.*
        FROM ledger_audit.fraud_rule AS r
        WHERE r.created_at <= p_at
        ORDER BY r.rule_name, r.version DESC
    ) AS r
    WHERE r.is_active AND NOT r.is_removed
$function$;

COMMENT ON FUNCTION ledger_private.fraud_rules_at(timestamptz) IS
'The newest version of each rule as of p_at, but for those that are not active.';
