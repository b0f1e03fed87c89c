-- What moves of accounts had before them, from the journal alone.
CREATE OR REPLACE FUNCTION ledger_private.recompute_windows(p_is_dated boolean)
RETURNS SETOF ledger_private.fraud_observation
LANGUAGE sql
STABLE
AS $function$
    WITH moves AS (
        SELECT
            m.event_position, m.account_id, m.transaction_id, m.counterparty_id, m.user_id,
            m.created_at, m.observed_at, m.leg_number, m.is_refused, m.direction, m.currency,
            m.amount,
            row_number() OVER (ORDER BY m.observed_at, m.event_position, m.leg_number) AS n,
            floor(extract(epoch FROM m.observed_at) / 60)::bigint AS minute,
            floor(extract(epoch FROM m.observed_at) / 3600)::bigint AS hours,
            floor(extract(epoch FROM m.observed_at) / 86400)::bigint AS days,
            m.is_refused::integer AS refused,
            (m.direction = 'out' AND NOT m.is_refused)::integer AS outs,
            (m.direction = 'in')::integer AS ins
        FROM ledger_private.fraud_moves(
            1, (ledger_private.last_pass()).last_position, '-infinity', p_is_dated
        ) AS m
    ),
    met AS (
        SELECT
            m.*,
            m.outs * m.amount AS paid,
            m.ins * m.amount AS received,
            count(*) FILTER (WHERE NOT m.is_refused) OVER (
                PARTITION BY m.account_id, m.direction, m.counterparty_id ORDER BY m.n
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS times_met,
            -- A counterparty is a recent one from here on, or for 24 hours after here at the most.
            m.counterparty_id IS NOT NULL AND NOT m.is_refused AND coalesce(
                lag(m.hours) OVER to_one <= m.hours - 24, true
            ) AS begins,
            m.counterparty_id IS NOT NULL AND NOT m.is_refused AND coalesce(
                lead(m.hours) OVER to_one >= m.hours + 24, true
            ) AS ends
        FROM moves AS m
        WINDOW to_one AS (
            PARTITION BY m.account_id, m.direction, m.counterparty_id, m.is_refused ORDER BY m.n
        )
    ),
    counted AS (
        SELECT
            m.*,
            sum(m.outs) OVER so_far - m.outs AS outs_before,
            sum(m.ins) OVER so_far - m.ins AS ins_before,
            sum(m.refused) OVER so_far - m.refused AS refused_before,
            sum(m.paid) OVER so_far - m.paid AS paid_before,
            sum(m.received) OVER so_far - m.received AS received_before,
            sum(m.outs) OVER owner_so_far - m.outs AS owner_before,
            sum(m.outs) OVER so_far - coalesce(sum(m.outs) OVER to_1h, 0) AS out_count_1h,
            sum(m.outs) OVER so_far - coalesce(sum(m.outs) OVER to_24h, 0) AS out_count_24h,
            sum(m.outs) OVER so_far - coalesce(sum(m.outs) OVER to_7d, 0) AS out_count_7d,
            sum(m.outs) OVER so_far - coalesce(sum(m.outs) OVER to_30d, 0) AS out_count_30d,
            sum(m.ins) OVER so_far - coalesce(sum(m.ins) OVER to_1h, 0) AS in_count_1h,
            sum(m.ins) OVER so_far - coalesce(sum(m.ins) OVER to_24h, 0) AS in_count_24h,
            sum(m.ins) OVER so_far - coalesce(sum(m.ins) OVER to_7d, 0) AS in_count_7d,
            sum(m.ins) OVER so_far - coalesce(sum(m.ins) OVER to_30d, 0) AS in_count_30d,
            sum(m.paid) OVER so_far - coalesce(sum(m.paid) OVER to_1h, 0) AS out_amount_1h,
            sum(m.paid) OVER so_far - coalesce(sum(m.paid) OVER to_24h, 0) AS out_amount_24h,
            sum(m.paid) OVER so_far - coalesce(sum(m.paid) OVER to_7d, 0) AS out_amount_7d,
            sum(m.paid) OVER so_far - coalesce(sum(m.paid) OVER to_30d, 0) AS out_amount_30d,
            sum(m.received) OVER so_far - coalesce(sum(m.received) OVER to_1h, 0) AS in_amount_1h,
            sum(m.received) OVER so_far - coalesce(sum(m.received) OVER to_24h, 0) AS in_amount_24h,
            sum(m.received) OVER so_far - coalesce(sum(m.received) OVER to_7d, 0) AS in_amount_7d,
            sum(m.received) OVER so_far - coalesce(sum(m.received) OVER to_30d, 0) AS in_amount_30d,
            sum(m.refused) OVER so_far - coalesce(sum(m.refused) OVER to_1h, 0) AS refused_count_1h,
            sum(m.refused) OVER so_far - coalesce(sum(m.refused) OVER to_24h, 0)
                AS refused_count_24h,
            sum(m.outs) OVER owner_so_far - coalesce(sum(m.outs) OVER owner_to_1h, 0)
                AS owner_1h,
            sum(m.outs) OVER owner_so_far - coalesce(sum(m.outs) OVER owner_to_24h, 0)
                AS owner_24h,
            count(*) FILTER (WHERE m.begins AND m.direction = 'out') OVER so_far
            - count(*) FILTER (WHERE m.ends AND m.direction = 'out') OVER to_24h AS payees,
            count(*) FILTER (WHERE m.begins AND m.direction = 'in') OVER so_far
            - count(*) FILTER (WHERE m.ends AND m.direction = 'in') OVER to_24h AS payers,
            max(m.observed_at) FILTER (WHERE NOT m.is_refused) OVER before_it AS last_at,
            max(m.observed_at) FILTER (WHERE m.direction = 'in') OVER before_it AS last_in_at
        FROM met AS m
        WINDOW
            so_far AS (PARTITION BY m.account_id ORDER BY m.n ROWS UNBOUNDED PRECEDING),
            before_it AS (
                PARTITION BY m.account_id ORDER BY m.n
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ),
            to_1h AS (
                PARTITION BY m.account_id ORDER BY m.minute
                RANGE BETWEEN UNBOUNDED PRECEDING AND 60 PRECEDING
            ),
            to_24h AS (
                PARTITION BY m.account_id ORDER BY m.hours
                RANGE BETWEEN UNBOUNDED PRECEDING AND 24 PRECEDING
            ),
            to_7d AS (
                PARTITION BY m.account_id ORDER BY m.hours
                RANGE BETWEEN UNBOUNDED PRECEDING AND 168 PRECEDING
            ),
            to_30d AS (
                PARTITION BY m.account_id ORDER BY m.days
                RANGE BETWEEN UNBOUNDED PRECEDING AND 30 PRECEDING
            ),
            owner_so_far AS (PARTITION BY m.user_id ORDER BY m.n ROWS UNBOUNDED PRECEDING),
            owner_to_1h AS (
                PARTITION BY m.user_id ORDER BY m.minute
                RANGE BETWEEN UNBOUNDED PRECEDING AND 60 PRECEDING
            ),
            owner_to_24h AS (
                PARTITION BY m.user_id ORDER BY m.hours
                RANGE BETWEEN UNBOUNDED PRECEDING AND 24 PRECEDING
            )
    )
    SELECT f.*
    FROM counted AS m
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN m.user_id <> 0 THEN m.owner_before END AS user_outs_before,
            CASE WHEN m.user_id <> 0 THEN m.owner_1h END AS user_out_count_1h,
            CASE WHEN m.user_id <> 0 THEN m.owner_24h END AS user_out_count_24h,
            CASE WHEN m.counterparty_id IS NOT NULL THEN m.times_met END AS pair_count,
            least(m.payees, 1000) AS payees_24h,
            least(m.payers, 1000) AS payers_24h,
            round(extract(epoch FROM m.observed_at - m.last_at) / 86400, 2) AS idle_days,
            CASE m.direction WHEN 'out' THEN
                round(extract(epoch FROM m.observed_at - m.last_in_at) / 60, 2)
            END AS minutes_since_in,
            CASE m.direction WHEN 'out' THEN
                round(m.out_amount_1h / nullif(m.in_amount_1h, 0), 4)
            END AS passed_on_1h
    ) AS l
    CROSS JOIN LATERAL jsonb_populate_record(
        NULL::ledger_private.fraud_observation, to_jsonb(m) || to_jsonb(l)
    ) AS f
$function$;

COMMENT ON FUNCTION ledger_private.recompute_windows(boolean) IS
'The moves of ledger_private.fraud_moves with their counts and sums in windows, of counterparties, and times since: a sum so far less the sum so far of what is out of the window.';
