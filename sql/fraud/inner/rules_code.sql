-- Whether a rule refuses a transfer.
CREATE OR REPLACE FUNCTION ledger_private.rules_code(
    p_item ledger_private.posting_item,
    p_rules ledger_audit.fraud_rule[],
    p_from ledger_private.posting_account,
    p_to ledger_private.posting_account,
    p_sums ledger_private.fraud_sums[],
    p_actor ledger.actor
)
RETURNS text
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE WHEN ledger_private.rules_refusal(
        p_item, p_rules, p_from, p_to, p_sums, p_actor
    ) IS NOT NULL THEN 'LG247' END
$function$;

COMMENT ON FUNCTION ledger_private.rules_code(
    ledger_private.posting_item, ledger_audit.fraud_rule[], ledger_private.posting_account,
    ledger_private.posting_account, ledger_private.fraud_sums[], ledger.actor
) IS
'LG247 when ledger_private.rules_refusal has something to say, else NULL.';
