-- Whether a rule that is asked before refuses a move, and what the actor is told of it.
CREATE OR REPLACE FUNCTION ledger_private.fraud_refusal(
    p_move ledger_private.fraud_move,
    p_rules ledger_audit.fraud_rule[],
    p_sums ledger_private.fraud_sums,
    p_actor ledger.actor
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_hit jsonb;
    v_features text[] := ARRAY(
        SELECT r.feature FROM unnest(p_rules) AS r
        WHERE coalesce(r.direction, p_move.direction) = p_move.direction
            AND coalesce(r.currency, p_move.currency) = p_move.currency
    );
BEGIN
    -- Accounts of the house are the other side only, unless they are owed to somebody.
    IF v_features = '{}' OR (p_move.user_id = 0 AND NOT EXISTS (
        SELECT FROM ledger_private.account AS a
        WHERE a.account_id = p_move.account_id AND a.account_class = 'liability'
    )) THEN
        RETURN NULL;
    END IF;
    p_move.is_refused := false;
    v_hit := ledger_private.fraud_hits(
        ledger_private.foresee_move(p_move, p_sums, v_features), p_rules
    ) -> 0;
    RETURN CASE
        WHEN v_hit IS NULL THEN NULL
        -- Thresholds are for those who review; whoever could probe them reads the reason.
        WHEN p_actor.role = 'database' OR (p_actor.scopes IS NULL AND EXISTS (
            SELECT FROM ledger_private.role_permission AS p
            WHERE p.role = p_actor.role AND p.permission = 'review'
        )) THEN
            jsonb_build_object('account_id', p_move.account_id, 'reason', v_hit -> 'reason')
            || jsonb_build_object(
                'rule_name', v_hit -> 'rule_name', 'version', v_hit -> 'version',
                'feature', v_hit -> 'feature', 'value', v_hit -> 'value'
            )
        WHEN p_actor.role <> 'customer' OR p_actor.user_id = p_move.user_id THEN
            jsonb_build_object('account_id', p_move.account_id, 'reason', v_hit -> 'reason')
        ELSE jsonb_build_object('account_id', p_move.account_id)
    END;
END
$function$;

COMMENT ON FUNCTION ledger_private.fraud_refusal(
    ledger_private.fraud_move, ledger_audit.fraud_rule[], ledger_private.fraud_sums,
    ledger.actor
) IS
'The values of LG247 when one of p_rules hits p_move, of which direction, account_id, user_id, counterparty_id, currency, amount and observed_at are known; NULL when none does. Rule, feature and value are for actors who may review.';
