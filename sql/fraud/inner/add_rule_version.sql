-- Write the next version of a rule, and who set it.
CREATE OR REPLACE FUNCTION ledger_private.add_rule_version(
    p_rule ledger_audit.fraud_rule,
    p_actor ledger.actor
)
RETURNS ledger_audit.fraud_rule
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_before ledger_audit.fraud_rule;
BEGIN
    PERFORM pg_advisory_xact_lock('ledger_audit.fraud_rule'::regclass::bigint);
    SELECT r.* INTO v_before
    FROM ledger_audit.fraud_rule AS r
    WHERE r.rule_name = p_rule.rule_name
    ORDER BY r.version DESC
    LIMIT 1;
    p_rule.version := coalesce(v_before.version, 0) + 1;
    p_rule.created_at := greatest(
        clock_timestamp(), v_before.created_at + interval '1 microsecond'
    );
    p_rule.user_id := p_actor.user_id;
    p_rule.user_role := p_actor.role;
    p_rule.database_user := session_user;
    p_rule.request_id := p_actor.request_id;
    p_rule.api_key_id := ledger_private.acting_key(p_actor.scopes);
    INSERT INTO ledger_audit.fraud_rule SELECT p_rule.*;
    DELETE FROM ledger_private.refusing_rule AS n WHERE n.rule_name = p_rule.rule_name;
    IF p_rule.action = 'refuse' AND p_rule.is_active AND NOT p_rule.is_removed THEN
        INSERT INTO ledger_private.refusing_rule (rule_name) VALUES (p_rule.rule_name);
    END IF;
    -- Without its condition: who reads the feed learns that it changed, and asks for it.
    PERFORM ledger_private.note_act(
        'fraud_rule.changed', 0, NULL, jsonb_build_object(
            'rule_name', p_rule.rule_name, 'version', p_rule.version,
            'is_active', p_rule.is_active, 'is_removed', p_rule.is_removed
        ), p_actor
    );
    RETURN p_rule;
END
$function$;

COMMENT ON FUNCTION ledger_private.add_rule_version(ledger_audit.fraud_rule, ledger.actor) IS
'Inserts p_rule as the next version of its rule_name, set by p_actor at this moment, and returns it; an event of the house tells of it. One at a time until commit.';
