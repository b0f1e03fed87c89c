-- What a rule looks at.
CREATE OR REPLACE FUNCTION ledger_private.fraud_value(
    p_observation ledger_private.fraud_observation,
    p_feature text
)
RETURNS numeric
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE p_feature
        WHEN 'amount' THEN p_observation.amount
        WHEN 'round_zeros' THEN p_observation.round_zeros
        WHEN 'hour' THEN p_observation.hour
        WHEN 'idle_days' THEN p_observation.idle_days
        WHEN 'minutes_since_in' THEN p_observation.minutes_since_in
        WHEN 'out_count_1h' THEN p_observation.out_count_1h
        WHEN 'out_count_24h' THEN p_observation.out_count_24h
        WHEN 'out_count_7d' THEN p_observation.out_count_7d
        WHEN 'out_count_30d' THEN p_observation.out_count_30d
        WHEN 'out_amount_1h' THEN p_observation.out_amount_1h
        WHEN 'out_amount_24h' THEN p_observation.out_amount_24h
        WHEN 'out_amount_7d' THEN p_observation.out_amount_7d
        WHEN 'out_amount_30d' THEN p_observation.out_amount_30d
        WHEN 'in_count_1h' THEN p_observation.in_count_1h
        WHEN 'in_count_24h' THEN p_observation.in_count_24h
        WHEN 'in_count_7d' THEN p_observation.in_count_7d
        WHEN 'in_count_30d' THEN p_observation.in_count_30d
        WHEN 'in_amount_1h' THEN p_observation.in_amount_1h
        WHEN 'in_amount_24h' THEN p_observation.in_amount_24h
        WHEN 'in_amount_7d' THEN p_observation.in_amount_7d
        WHEN 'in_amount_30d' THEN p_observation.in_amount_30d
        WHEN 'refused_count_1h' THEN p_observation.refused_count_1h
        WHEN 'refused_count_24h' THEN p_observation.refused_count_24h
        WHEN 'user_out_count_1h' THEN p_observation.user_out_count_1h
        WHEN 'user_out_count_24h' THEN p_observation.user_out_count_24h
        WHEN 'payees_24h' THEN p_observation.payees_24h
        WHEN 'payers_24h' THEN p_observation.payers_24h
        WHEN 'pair_count' THEN p_observation.pair_count
        WHEN 'median_times' THEN p_observation.median_times
        WHEN 'spreads' THEN p_observation.spreads
        WHEN 'hour_share' THEN p_observation.hour_share
        WHEN 'similar_7d' THEN p_observation.similar_7d
        WHEN 'passed_on_1h' THEN p_observation.passed_on_1h
        WHEN 'share_of_limit' THEN p_observation.share_of_limit
    END
$function$;

COMMENT ON FUNCTION ledger_private.fraud_value(ledger_private.fraud_observation, text) IS
'The feature p_feature of the observation; NULL when it is not known, and for the score, which belongs to the whole transaction.';
