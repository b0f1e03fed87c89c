-- The rules that are asked inside a posting.
CREATE OR REPLACE FUNCTION ledger_private.rules_that_refuse()
RETURNS ledger_audit.fraud_rule[]
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger_private.refusing_rule) THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT array_agg(r.newest ORDER BY n.rule_name)
        FROM ledger_private.refusing_rule AS n
        CROSS JOIN LATERAL (
            SELECT v AS newest
            FROM ledger_audit.fraud_rule AS v
            WHERE v.rule_name = n.rule_name
            ORDER BY v.version DESC
            LIMIT 1
        ) AS r
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.rules_that_refuse() IS
'The rules in force whose action is refuse, by name; NULL when there are none.';
