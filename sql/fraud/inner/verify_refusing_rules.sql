-- Whether postings ask just the rules in force that refuse.
CREATE OR REPLACE FUNCTION ledger_private.verify_refusing_rules()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'rule_name', coalesce(n.rule_name, r.rule_name), 'is_asked', n.rule_name IS NOT NULL
    )
    FROM ledger_private.refusing_rule AS n
    FULL JOIN (
        SELECT f.rule_name
        FROM ledger_private.fraud_rules_at('infinity') AS f
        WHERE f.action = 'refuse'
    ) AS r ON r.rule_name = n.rule_name
    WHERE n.rule_name IS NULL OR r.rule_name IS NULL
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_refusing_rules() IS
'The first rule that is asked inside postings and should not be, or should be and is not; NULL when there is none.';
