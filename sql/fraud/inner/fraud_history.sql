-- An amount against what the account did before.
CREATE OR REPLACE FUNCTION ledger_private.fraud_history(
    p_observation ledger_private.fraud_observation,
    p_amounts numeric[],
    p_times timestamptz[]
)
RETURNS ledger_private.fraud_observation
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_amount numeric := p_observation.amount;
    v_at timestamptz := p_observation.observed_at;
    v_median numeric;
    v_spread numeric;
    v_enough boolean := coalesce(cardinality(p_amounts), 0) >= 5;
BEGIN
    SELECT
        count(*) FILTER (
            WHERE h.at > v_at - interval '168 hours'
                AND h.amount BETWEEN v_amount * 0.9 AND v_amount * 1.1
        ) + 1,
        CASE WHEN v_enough THEN round(count(*) FILTER (
            WHERE (
                extract(hour FROM h.at AT TIME ZONE 'UTC')::integer - p_observation.hour + 25
            ) % 24 <= 2
        ) * 1.0 / count(*), 4) END,
        percentile_disc(0.5) WITHIN GROUP (ORDER BY h.amount)
    INTO p_observation.similar_7d, p_observation.hour_share, v_median
    FROM unnest(p_amounts, p_times) AS h (amount, at);
    IF v_enough THEN
        SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY abs(h.amount - v_median))
        INTO v_spread
        FROM unnest(p_amounts) AS h (amount);
        p_observation.median_times := round(v_amount / v_median, 4);
        p_observation.spreads := round(
            (v_amount - v_median) / greatest(v_spread, v_median / 100), 4
        );
    END IF;
    RETURN p_observation;
END
$function$;

COMMENT ON FUNCTION ledger_private.fraud_history(
    ledger_private.fraud_observation, numeric[], timestamptz[]
) IS
'p_observation with similar_7d, and with hour_share, median_times and spreads when at least 5 moves are known: those of p_amounts and p_times, without this one. A spread is the median distance from the median, a hundredth of the median at least.';
