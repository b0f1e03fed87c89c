-- How much of a limit an amount takes.
CREATE OR REPLACE FUNCTION ledger_private.fraud_limit_share(
    p_user_id bigint,
    p_account_id uuid,
    p_direction text,
    p_currency text,
    p_amount numeric
)
RETURNS SETOF numeric
LANGUAGE sql
STABLE
ROWS 1
AS $function$
    SELECT round(p_amount / min(l.maximum), 4)
    FROM ledger_private.usage_limit AS l
    WHERE l.user_id = p_user_id
        AND (l.account_id IS NULL OR l.account_id = p_account_id)
        AND l.measure = 'amount'
        AND l.direction = p_direction
        AND l.currency = p_currency
        AND l.transaction_type IS NULL
        AND l.maximum > 0
        AND l.removed_at IS NULL
$function$;

COMMENT ON FUNCTION ledger_private.fraud_limit_share(bigint, uuid, text, text, numeric) IS
'The amount as a share of the smallest limit on amounts of that direction as limits are now; NULL without one.';
