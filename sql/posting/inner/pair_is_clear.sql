-- Whether nothing stands against a transfer between two locked accounts.
CREATE OR REPLACE FUNCTION ledger_private.pair_is_clear(
    p_pair ledger_private.posting_pair,
    p_amount numeric,
    p_currency text,
    p_role text,
    p_user_id bigint
)
RETURNS boolean
LANGUAGE sql
VOLATILE
AS $function$
    SELECT p_pair.is_plain
        AND p_pair.to_currency = p_pair.currency
        AND p_pair.currency = coalesce(p_currency, p_pair.currency)
        AND ledger_private.amount_fault(p_amount, p_pair.minor_units) IS NULL
        AND (p_role <> 'customer' OR (p_pair.from_user_id = p_user_id AND NOT p_pair.pays_out))
        AND (p_pair.from_balance - p_pair.held >= p_pair.min_balance) IS NOT FALSE
        AND (p_pair.to_balance <= p_pair.max_balance) IS NOT FALSE
        AND p_pair.from_balance - p_pair.held >= -ledger_private.largest_amount()
        AND p_pair.to_balance <= ledger_private.largest_amount()
        AND p_pair.moment <= clock_timestamp() + ledger_private.clock_tolerance()
$function$;

COMMENT ON FUNCTION ledger_private.pair_is_clear(
    ledger_private.posting_pair, numeric, text, text, bigint
) IS
'True when both accounts are active and have no rules, the amount fits their one currency, the actor may pay and does not pay out, what would become of the balances keeps their bounds, and neither is ahead of the clock; NULL when an account is not there. p_currency is the request''s. A plan holds the expression itself, not the call.';
