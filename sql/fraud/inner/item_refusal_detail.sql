-- The values behind the refusal of a transfer.
CREATE OR REPLACE FUNCTION ledger_private.item_refusal_detail(
    p_item ledger_private.posting_item,
    p_rules ledger_audit.fraud_rule[],
    p_from ledger_private.posting_account,
    p_to ledger_private.posting_account,
    p_sums ledger_private.fraud_sums[],
    p_open_from_at timestamptz,
    p_actor ledger.actor
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    IF p_item.failure_code = 'LG247' THEN
        RETURN ledger_private.rules_refusal(p_item, p_rules, p_from, p_to, p_sums, p_actor);
    END IF;
    RETURN coalesce(
        ledger_private.closed_detail(p_item.effective_at, p_open_from_at),
        ledger_private.refusal_detail(p_item.failure_code, p_item, p_from, p_to, p_actor)
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.item_refusal_detail(
    ledger_private.posting_item, ledger_audit.fraud_rule[], ledger_private.posting_account,
    ledger_private.posting_account, ledger_private.fraud_sums[], timestamptz, ledger.actor
) IS
'Of a rule that refuses, of a closed period, or what ledger_private.refusal_detail says of any other code.';
