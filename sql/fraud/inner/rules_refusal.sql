-- What a rule that refuses says of one of the sides of a transfer.
CREATE OR REPLACE FUNCTION ledger_private.rules_refusal(
    p_item ledger_private.posting_item,
    p_rules ledger_audit.fraud_rule[],
    p_from ledger_private.posting_account,
    p_to ledger_private.posting_account,
    p_sums ledger_private.fraud_sums[],
    p_actor ledger.actor
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_move ledger_private.fraud_move;
    v_refusal jsonb;
BEGIN
    -- Nothing asks of a reversal; what is captured was asked when it was held.
    IF p_item.reverses_transaction_id IS NOT NULL THEN
        RETURN NULL;
    END IF;
    v_move.observed_at := p_item.created_at;
    v_move.currency := p_item.currency;
    v_move.amount := p_item.amount;
    IF p_item.hold_id IS NULL THEN
        v_move.account_id := p_from.account_id;
        v_move.user_id := p_from.user_id;
        v_move.counterparty_id := p_to.account_id;
        v_move.direction := 'out';
        v_refusal := ledger_private.fraud_refusal(
            v_move, p_rules, p_sums[p_item.from_slot], p_actor
        );
    END IF;
    IF v_refusal IS NULL THEN
        v_move.account_id := p_to.account_id;
        v_move.user_id := p_to.user_id;
        v_move.counterparty_id := p_from.account_id;
        v_move.direction := 'in';
        v_refusal := ledger_private.fraud_refusal(
            v_move, p_rules, p_sums[p_item.to_slot], p_actor
        );
    END IF;
    RETURN v_refusal;
END
$function$;

COMMENT ON FUNCTION ledger_private.rules_refusal(
    ledger_private.posting_item, ledger_audit.fraud_rule[], ledger_private.posting_account,
    ledger_private.posting_account, ledger_private.fraud_sums[], ledger.actor
) IS
'The values of LG247, those of the payer first; NULL when no rule hits. Both accounts are locked.';
