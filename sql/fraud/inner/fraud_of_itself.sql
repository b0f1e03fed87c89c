-- What one move says of itself.
CREATE OR REPLACE FUNCTION ledger_private.fraud_of_itself(
    p_observation ledger_private.fraud_observation
)
RETURNS ledger_private.fraud_observation
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_digits text := trunc(p_observation.amount)::text;
BEGIN
    p_observation.round_zeros := CASE WHEN p_observation.amount = trunc(p_observation.amount)
        THEN length(v_digits) - length(rtrim(v_digits, '0')) ELSE 0 END;
    p_observation.hour := extract(hour FROM p_observation.observed_at AT TIME ZONE 'UTC');
    p_observation.share_of_limit := (
        SELECT round(p_observation.amount / min(l.maximum), 4)
        FROM ledger_private.usage_limit AS l
        WHERE l.user_id = p_observation.user_id
            AND (l.account_id IS NULL OR l.account_id = p_observation.account_id)
            AND l.measure = 'amount'
            AND l.direction = p_observation.direction
            AND l.currency = p_observation.currency
            AND l.transaction_type IS NULL
            AND l.maximum > 0
            AND l.removed_at IS NULL
    );
    RETURN p_observation;
END
$function$;

COMMENT ON FUNCTION ledger_private.fraud_of_itself(ledger_private.fraud_observation) IS
'p_observation with round_zeros, hour and share_of_limit, which asks the limits as they are now.';
