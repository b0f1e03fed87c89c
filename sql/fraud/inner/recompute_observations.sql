-- Features of all moves from the journal alone, by another way than the worker's.
CREATE OR REPLACE FUNCTION ledger_private.recompute_observations(p_is_dated boolean DEFAULT false)
RETURNS SETOF ledger_private.fraud_observation
LANGUAGE sql
STABLE
SET enable_nestloop = off
AS $function$
    WITH moves AS MATERIALIZED (
        SELECT
            w AS observation, w.account_id, w.direction,
            count(*) FILTER (WHERE NOT w.is_refused) OVER (
                PARTITION BY w.account_id, w.direction
                ORDER BY w.observed_at, w.event_position, w.leg_number
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS moves_before
        FROM ledger_private.recompute_windows(p_is_dated) AS w
    ),
    histories AS MATERIALIZED (
        SELECT
            m.account_id, m.direction, m.moves_before + 1 AS moves,
            array_agg((m.observation).amount) OVER last_32 AS amounts,
            array_agg((m.observation).observed_at) OVER last_32 AS times
        FROM moves AS m
        WHERE NOT (m.observation).is_refused
        WINDOW last_32 AS (
            PARTITION BY m.account_id, m.direction ORDER BY m.moves_before
            ROWS BETWEEN 31 PRECEDING AND CURRENT ROW
        )
    )
    SELECT
        o.event_position, o.account_id, o.transaction_id, o.counterparty_id, o.user_id,
        o.created_at, o.observed_at, o.outs_before, o.ins_before, o.refused_before,
        o.user_outs_before, o.leg_number, o.is_refused, o.direction, o.currency, o.amount,
        o.paid_before, o.received_before, ledger_private.round_zeros(o.amount), d.hour,
        o.idle_days, o.minutes_since_in, o.out_count_1h, o.out_count_24h, o.out_count_7d,
        o.out_count_30d, o.out_amount_1h, o.out_amount_24h, o.out_amount_7d, o.out_amount_30d,
        o.in_count_1h, o.in_count_24h, o.in_count_7d, o.in_count_30d, o.in_amount_1h,
        o.in_amount_24h, o.in_amount_7d, o.in_amount_30d, o.refused_count_1h,
        o.refused_count_24h, o.user_out_count_1h, o.user_out_count_24h, o.payees_24h,
        o.payers_24h, o.pair_count, u.usual[1], u.usual[2], u.usual[3], u.usual[4],
        o.passed_on_1h,
        q.share
    FROM moves AS m
    LEFT JOIN histories AS h
        ON h.account_id = m.account_id
        AND h.direction = m.direction
        AND h.moves = m.moves_before
    CROSS JOIN LATERAL (SELECT (m.observation).*) AS o
    CROSS JOIN LATERAL (
        SELECT extract(hour FROM o.observed_at AT TIME ZONE 'UTC')::integer AS hour OFFSET 0
    ) AS d
    CROSS JOIN LATERAL ledger_private.fraud_history(
        o.amount, o.observed_at, d.hour, h.amounts, h.times
    ) AS u (usual)
    CROSS JOIN LATERAL ledger_private.fraud_limit_share(
        o.user_id, o.account_id, o.direction, o.currency, o.amount
    ) AS q (share)
$function$;

COMMENT ON FUNCTION ledger_private.recompute_observations(boolean) IS
'What ledger_private.fraud_observation must hold, of each numbered transaction, read from the journal with no memory but itself; p_is_dated: as if each had been booked at its effective_at. For tests, and for history that was imported. share_of_limit is that of the limits as they are now.';
