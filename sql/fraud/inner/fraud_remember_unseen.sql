-- A move against what its account did before, whether a worker has seen that or not.
CREATE OR REPLACE FUNCTION ledger_private.fraud_remember_unseen(
    p_observation ledger_private.fraud_observation,
    p_account ledger_private.fraud_account,
    p_unseen ledger_private.fraud_move[],
    p_sums ledger_private.fraud_sums
)
RETURNS ledger_private.fraud_observation
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_way text := p_observation.direction;
    v_amounts numeric[] := CASE v_way
        WHEN 'out' THEN p_account.out_amounts ELSE p_account.in_amounts END;
    v_times timestamptz[] := CASE v_way
        WHEN 'out' THEN p_account.out_times ELSE p_account.in_times END;
    v_last_at timestamptz;
    v_last_in_at timestamptz;
BEGIN
    SELECT
        greatest(p_account.last_at, max(u.observed_at) FILTER (WHERE NOT u.is_refused), CASE
            WHEN p_sums IS DISTINCT FROM NULL THEN p_observation.observed_at
        END),
        greatest(p_account.last_in_at, max(u.observed_at) FILTER (WHERE u.direction = 'in'), CASE
            WHEN p_sums.ins > 0 THEN p_observation.observed_at
        END),
        ledger_private.last_of(v_amounts || array_agg(
            u.amount ORDER BY u.ordinality DESC
        ) FILTER (WHERE u.direction = v_way)),
        ledger_private.last_of(v_times || array_agg(
            u.observed_at ORDER BY u.ordinality DESC
        ) FILTER (WHERE u.direction = v_way))
    INTO v_last_at, v_last_in_at, v_amounts, v_times
    FROM unnest(p_unseen) WITH ORDINALITY AS u;
    p_observation.idle_days := round(
        extract(epoch FROM p_observation.observed_at - v_last_at) / 86400, 2
    );
    IF v_way = 'out' THEN
        p_observation.minutes_since_in := round(
            extract(epoch FROM p_observation.observed_at - v_last_in_at) / 60, 2
        );
    END IF;
    SELECT h.usual[1], h.usual[2], h.usual[3], h.usual[4]
    INTO
        p_observation.median_times, p_observation.spreads, p_observation.hour_share,
        p_observation.similar_7d
    FROM ledger_private.fraud_history(
        p_observation.amount, p_observation.observed_at, p_observation.hour, v_amounts, v_times
    ) AS h (usual);
    RETURN p_observation;
END
$function$;

COMMENT ON FUNCTION ledger_private.fraud_remember_unseen(
    ledger_private.fraud_observation, ledger_private.fraud_account, ledger_private.fraud_move[],
    ledger_private.fraud_sums
) IS
'p_observation with idle_days, minutes_since_in and what ledger_private.fraud_history says, by p_account, the rows of ledger_private.fraud_unseen and the earlier items of the same call.';
