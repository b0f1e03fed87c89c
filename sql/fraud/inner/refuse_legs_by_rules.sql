-- Refuse a transaction of many legs that a rule of the fraud checks hits on one of its accounts.
CREATE OR REPLACE FUNCTION ledger_private.refuse_legs_by_rules(
    p_item ledger_private.posting_item,
    p_rules ledger_audit.fraud_rule[],
    p_legs ledger_private.posting_leg[],
    p_sums ledger_private.fraud_sums[],
    p_slots uuid[],
    p_actor ledger.actor
)
RETURNS ledger_private.posting_item
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_found record;
    v_move ledger_private.fraud_move;
BEGIN
    IF p_item.reverses_transaction_id IS NOT NULL THEN
        RETURN p_item;
    END IF;
    v_move.observed_at := p_item.created_at;
    -- All legs one way over one account are one move, so that to divide it evades nothing.
    FOR v_found IN
        SELECT
            l.account_id, l.account_user_id, l.currency, sum(l.amount) AS amount,
            CASE l.entry_type WHEN 'DEBIT' THEN 'out' ELSE 'in' END AS direction,
            CASE WHEN cardinality(p_legs) = 2 THEN (
                SELECT o.account_id FROM unnest(p_legs) AS o
                WHERE o.account_id <> l.account_id
            ) END AS counterparty_id
        FROM unnest(p_legs) WITH ORDINALITY AS l
        WHERE l.entry_type = 'CREDIT' OR p_item.hold_id IS NULL
        GROUP BY l.account_id, l.account_user_id, l.currency, l.entry_type
        ORDER BY min(l.ordinality)
    LOOP
        v_move.account_id := v_found.account_id;
        v_move.user_id := v_found.account_user_id;
        v_move.counterparty_id := v_found.counterparty_id;
        v_move.direction := v_found.direction;
        v_move.currency := v_found.currency;
        v_move.amount := v_found.amount;
        p_item.failure_detail := ledger_private.fraud_refusal(
            v_move, p_rules, p_sums[array_position(p_slots, v_found.account_id)], p_actor
        );
        IF p_item.failure_detail IS NOT NULL THEN
            p_item.status := 'FAILED';
            p_item.failure_code := 'LG247';
            p_item.leg_account_versions := NULL;
            RETURN p_item;
        END IF;
    END LOOP;
    RETURN p_item;
END
$function$;

COMMENT ON FUNCTION ledger_private.refuse_legs_by_rules(
    ledger_private.posting_item, ledger_audit.fraud_rule[], ledger_private.posting_leg[],
    ledger_private.fraud_sums[], uuid[], ledger.actor
) IS
'The item as it is, or FAILED with LG247. p_slots: the accounts to which p_sums belong.';
