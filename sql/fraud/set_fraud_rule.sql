-- Set a rule of the fraud checks, or change it: a new version either way.
CREATE OR REPLACE FUNCTION ledger.set_fraud_rule(
    p_rule_name text,
    p_feature text,
    p_comparison text,
    p_threshold numeric,
    p_score integer,
    p_reason text,
    p_action text DEFAULT 'note',
    p_direction text DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_is_active boolean DEFAULT true,
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
    v_field text;
BEGIN
    PERFORM ledger_private.require_short(
        'rule_name', p_rule_name, 'reason', p_reason, 'action', p_action
    );
    PERFORM ledger_private.require_permission(v_actor, 'review');
    PERFORM ledger_private.require_fraud_condition(
        p_feature, p_comparison, p_threshold, p_direction, p_currency
    );
    v_field := CASE
        WHEN p_rule_name IS NULL OR NOT ledger_private.is_word(p_rule_name) THEN 'rule_name'
        WHEN p_score IS NULL OR p_score NOT BETWEEN -1000 AND 1000 THEN 'score'
        WHEN coalesce(p_reason, '') = '' OR NOT ledger_private.is_prose(p_reason) THEN 'reason'
        WHEN (p_action IN ('note', 'review', 'freeze', 'suspend', 'refuse')) IS NOT TRUE THEN 'action'
        WHEN p_action = 'refuse' AND p_feature = 'score' THEN 'action'
        WHEN p_is_active IS NULL THEN 'is_active'
    END;
    IF v_field IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', v_field));
    END IF;

    v_rule.rule_name := p_rule_name;
    v_rule.feature := p_feature;
    v_rule.comparison := p_comparison;
    v_rule.threshold := p_threshold;
    v_rule.direction := p_direction;
    v_rule.currency := p_currency;
    v_rule.score := p_score;
    v_rule.action := p_action;
    v_rule.reason := p_reason;
    v_rule.is_active := p_is_active;
    v_rule.is_removed := false;
    v_rule := ledger_private.add_rule_version(v_rule, v_actor);
    RETURN QUERY
    SELECT r.*
    FROM ledger.fraud_rules AS r
    WHERE r.rule_name = p_rule_name AND r.version = v_rule.version;
END
$function$;

COMMENT ON FUNCTION ledger.set_fraud_rule(
    text, text, text, numeric, integer, text, text, text, text, boolean, ledger.actor
) IS
'Set the rule p_rule_name (1 to 40 small letters, digits, underscores): where p_feature of ledger.fraud_features stands to p_threshold as p_comparison says (<, <=, =, >= or >), a transaction gets p_score more (-1000 to 1000) with p_reason. p_action: note, review (a case), freeze (its amount, with a case) suspend (the account, with a case), or refuse: the rule is asked before, inside the posting and when money is held, and refuses with LG247 (not with the feature score, which is known after). p_direction: only what an account pays (out) or is paid (in). Each call is a new version with who set it; transactions booked from then on are judged by it. LG109 with the field for what cannot be. Staff who may review.';
