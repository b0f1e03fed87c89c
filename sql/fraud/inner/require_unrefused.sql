-- Money that is held is asked about as if it were paid.
CREATE OR REPLACE FUNCTION ledger_private.require_unrefused(
    p_account ledger_private.account,
    p_amount numeric,
    p_to_account_id uuid,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_rules ledger_audit.fraud_rule[] := ledger_private.rules_that_refuse();
    v_move ledger_private.fraud_move;
    v_refusal jsonb;
BEGIN
    IF v_rules IS NULL THEN
        RETURN;
    END IF;
    v_move.account_id := p_account.account_id;
    v_move.user_id := p_account.user_id;
    v_move.counterparty_id := p_to_account_id;
    v_move.direction := 'out';
    v_move.currency := p_account.currency;
    v_move.amount := p_amount;
    v_move.observed_at := greatest(clock_timestamp(), p_account.updated_at);
    v_refusal := ledger_private.fraud_refusal(v_move, v_rules, NULL, p_actor);
    IF v_refusal IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG247', v_refusal);
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_unrefused(
    ledger_private.account, numeric, uuid, ledger.actor
) IS
'Raise LG247 when a rule whose action is refuse hits a payment of p_amount to p_to_account_id (NULL: not known yet). The caller has locked the account.';
