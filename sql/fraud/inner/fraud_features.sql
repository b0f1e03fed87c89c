-- Features of moves of one minute, of accounts as they were before it.
CREATE OR REPLACE FUNCTION ledger_private.fraud_features(p_moves ledger_private.fraud_move[])
RETURNS SETOF ledger_private.fraud_observation
LANGUAGE sql
STABLE
ROWS 1000
AS $function$
    WITH windows AS MATERIALIZED (
        -- The present minute, hour or day, and so many before it.
        SELECT
            date_bin('1 minute', m.at, 'epoch') - interval '59 minutes' AS hour_ago,
            date_bin('1 hour', m.at, 'epoch') - interval '23 hours' AS day_ago,
            date_bin('1 hour', m.at, 'epoch') - interval '167 hours' AS week_ago,
            date_bin('24 hours', m.at, 'epoch') - interval '696 hours' AS month_ago,
            extract(hour FROM m.at AT TIME ZONE 'UTC')::integer AS hour
        FROM (SELECT p_moves[1].observed_at AS at) AS m
    ),
    counted AS (
        SELECT
            m.*, w.hour, w.day_ago,
            coalesce(sum(m.outs) OVER so_far, 0) AS outs_now,
            coalesce(sum(m.ins) OVER so_far, 0) AS ins_now,
            coalesce(sum(m.refused) OVER so_far, 0) AS refused_now,
            coalesce(sum(m.outs * m.amount) OVER so_far, 0) AS paid_now,
            coalesce(sum(m.ins * m.amount) OVER so_far, 0) AS received_now,
            coalesce(sum(m.outs) OVER of_owner, 0) AS user_outs_now,
            count(*) FILTER (WHERE m.refused = 0) OVER to_one AS met_now,
            array_agg(m.amount) FILTER (WHERE m.refused = 0) OVER one_way AS amounts_now,
            array_agg(m.observed_at) FILTER (WHERE m.refused = 0) OVER one_way AS times_now,
            max(m.observed_at) FILTER (WHERE m.refused = 0) OVER so_far AS last_at,
            max(m.observed_at) FILTER (WHERE m.ins = 1) OVER so_far AS last_in_at
        FROM windows AS w
        CROSS JOIN (
            SELECT
                m.*, (m.direction = 'out' AND NOT m.is_refused)::integer AS outs,
                (m.direction = 'in')::integer AS ins, m.is_refused::integer AS refused
            FROM ledger_private.each_move(p_moves) WITH ORDINALITY AS m
        ) AS m
        WINDOW
            so_far AS (
                PARTITION BY m.account_id ORDER BY m.ordinality
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ),
            of_owner AS (
                PARTITION BY m.user_id ORDER BY m.ordinality
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ),
            one_way AS (
                PARTITION BY m.account_id, m.direction ORDER BY m.ordinality
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ),
            to_one AS (
                PARTITION BY m.account_id, m.direction, m.counterparty_id ORDER BY m.ordinality
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            )
    ),
    met AS MATERIALIZED (
        SELECT
            c.*, p.moves AS met_before,
            count(*) FILTER (WHERE c.direction = 'out' AND n.is_new) OVER with_it AS payees_now,
            count(*) FILTER (WHERE c.direction = 'in' AND n.is_new) OVER with_it AS payers_now
        FROM counted AS c
        LEFT JOIN ledger_private.fraud_pair AS p
            ON p.account_id = c.account_id
            AND p.direction = c.direction
            AND p.counterparty_id = c.counterparty_id
        CROSS JOIN LATERAL (
            SELECT
                c.refused + c.met_now = 0 AND c.counterparty_id IS NOT NULL
                AND (p.last_at >= c.day_ago) IS NOT TRUE AS is_new
        ) AS n
        WINDOW with_it AS (PARTITION BY c.account_id ORDER BY c.ordinality ROWS UNBOUNDED PRECEDING)
    ),
    known AS MATERIALIZED (
        SELECT
            k.account_id, a AS before, h AS in_1h, d AS in_24h, w AS in_7d, m AS in_30d,
            u.outs AS user_outs, u.outs - uh AS user_outs_1h,
            u.outs - ud AS user_outs_24h, payees, payers
        FROM windows AS t
        CROSS JOIN (SELECT DISTINCT c.account_id, c.user_id FROM met AS c) AS k
        LEFT JOIN ledger_private.fraud_account AS a ON a.account_id = k.account_id
        LEFT JOIN ledger_private.fraud_user AS u ON u.user_id = k.user_id
        LEFT JOIN LATERAL ledger_private.fraud_done_since(a, t.hour_ago) AS h ON true
        LEFT JOIN LATERAL ledger_private.fraud_done_since(a, t.day_ago) AS d ON true
        LEFT JOIN LATERAL ledger_private.fraud_done_since(a, t.week_ago) AS w ON true
        LEFT JOIN LATERAL ledger_private.fraud_done_since(a, t.month_ago) AS m ON true
        LEFT JOIN LATERAL ledger_private.fraud_outs_before(k.user_id, t.hour_ago) AS uh ON true
        LEFT JOIN LATERAL ledger_private.fraud_outs_before(k.user_id, t.day_ago) AS ud ON true
        CROSS JOIN LATERAL ledger_private.fraud_recent(k.account_id, 'out', t.day_ago) AS payees
        CROSS JOIN LATERAL ledger_private.fraud_recent(k.account_id, 'in', t.day_ago) AS payers
    )
    SELECT
        c.event_position, c.account_id, c.transaction_id, c.counterparty_id, c.user_id,
        c.created_at, c.observed_at,
        coalesce((k.before).outs, 0) + c.outs_now,
        coalesce((k.before).ins, 0) + c.ins_now,
        coalesce((k.before).refused, 0) + c.refused_now,
        CASE WHEN c.user_id <> 0 THEN coalesce(k.user_outs, 0) + c.user_outs_now END,
        c.leg_number, c.is_refused, c.direction, c.currency, c.amount,
        coalesce((k.before).paid, 0) + c.paid_now,
        coalesce((k.before).received, 0) + c.received_now,
        ledger_private.round_zeros(c.amount), c.hour,
        round(extract(epoch FROM
            c.observed_at - coalesce(c.last_at, (k.before).last_at)) / 86400, 2),
        CASE WHEN c.direction = 'out' THEN round(extract(epoch FROM
            c.observed_at - coalesce(c.last_in_at, (k.before).last_in_at)) / 60, 2) END,
        coalesce(k.in_1h[1], 0) + o.outs, coalesce(k.in_24h[1], 0) + o.outs,
        coalesce(k.in_7d[1], 0) + o.outs, coalesce(k.in_30d[1], 0) + o.outs,
        l.paid_1h, coalesce(k.in_24h[4], 0) + o.paid,
        coalesce(k.in_7d[4], 0) + o.paid, coalesce(k.in_30d[4], 0) + o.paid,
        coalesce(k.in_1h[2], 0) + o.ins, coalesce(k.in_24h[2], 0) + o.ins,
        coalesce(k.in_7d[2], 0) + o.ins, coalesce(k.in_30d[2], 0) + o.ins,
        l.received_1h, coalesce(k.in_24h[5], 0) + o.received,
        coalesce(k.in_7d[5], 0) + o.received, coalesce(k.in_30d[5], 0) + o.received,
        coalesce(k.in_1h[3], 0) + c.refused_now + c.refused,
        coalesce(k.in_24h[3], 0) + c.refused_now + c.refused,
        CASE WHEN c.user_id <> 0 THEN coalesce(k.user_outs_1h, 0) + c.user_outs_now + c.outs END,
        CASE WHEN c.user_id <> 0 THEN coalesce(k.user_outs_24h, 0) + c.user_outs_now + c.outs END,
        least(k.payees + c.payees_now, 1000), least(k.payers + c.payers_now, 1000),
        CASE WHEN c.counterparty_id IS NOT NULL
            THEN coalesce(c.met_before, 0) + c.met_now END,
        f.usual[1], f.usual[2], f.usual[3], f.usual[4],
        CASE WHEN c.direction = 'out' THEN round(l.paid_1h / nullif(l.received_1h, 0), 4) END,
        q.share
    FROM met AS c
    JOIN known AS k ON k.account_id = c.account_id
    CROSS JOIN LATERAL (
        SELECT
            c.outs_now + c.outs AS outs, c.ins_now + c.ins AS ins,
            c.paid_now + c.outs * c.amount AS paid, c.received_now + c.ins * c.amount AS received,
            CASE c.direction WHEN 'out' THEN (k.before).out_amounts
                ELSE (k.before).in_amounts END AS amounts,
            CASE c.direction WHEN 'out' THEN (k.before).out_times
                ELSE (k.before).in_times END AS times
    ) AS o
    CROSS JOIN LATERAL (
        SELECT
            coalesce(k.in_1h[4], 0) + o.paid AS paid_1h,
            coalesce(k.in_1h[5], 0) + o.received AS received_1h,
            CASE WHEN c.amounts_now IS NULL THEN o.amounts
                ELSE ledger_private.last_of(o.amounts || c.amounts_now) END AS amounts,
            CASE WHEN c.amounts_now IS NULL THEN o.times
                ELSE ledger_private.last_of(o.times || c.times_now) END AS times
        OFFSET 0
    ) AS l
    CROSS JOIN LATERAL ledger_private.fraud_history(
        c.amount, c.observed_at, c.hour, l.amounts, l.times
    ) AS f (usual)
    CROSS JOIN LATERAL ledger_private.fraud_limit_share(
        c.user_id, c.account_id, c.direction, c.currency, c.amount
    ) AS q (share)
$function$;

COMMENT ON FUNCTION ledger_private.fraud_features(ledger_private.fraud_move[]) IS
'The observations of p_moves, in any order: what has been observed of their accounts, and the moves before each in p_moves. All of p_moves count at moments of one minute, so that no window ends between them.';
