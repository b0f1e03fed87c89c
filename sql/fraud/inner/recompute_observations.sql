-- Features of all moves from the journal alone, by another way than the worker's.
CREATE OR REPLACE FUNCTION ledger_private.recompute_observations(p_is_dated boolean DEFAULT false)
RETURNS SETOF ledger_private.fraud_observation
LANGUAGE sql
STABLE
AS $function$
    WITH moves AS MATERIALIZED (
        SELECT
            m.*,
            row_number() OVER (ORDER BY m.observed_at, m.event_position, m.leg_number) AS n,
            floor(extract(epoch FROM m.observed_at) / 60)::bigint AS minute,
            floor(extract(epoch FROM m.observed_at) / 3600)::bigint AS hours,
            floor(extract(epoch FROM m.observed_at) / 86400)::bigint AS days,
            m.direction = 'out' AND NOT m.is_refused AS pays,
            m.direction = 'in' AS is_paid
        FROM ledger_private.fraud_moves(
            1, (ledger_private.last_pass()).last_position, '-infinity', p_is_dated
        ) AS m
    ),
    of_owners AS MATERIALIZED (
        SELECT m.n, count(*) FILTER (WHERE o.minute > m.minute - 60) AS in_1h,
            count(*) FILTER (WHERE o.hours > m.hours - 24) AS in_24h
        FROM moves AS m
        JOIN moves AS o ON o.user_id = m.user_id AND o.n <= m.n AND o.pays AND m.user_id <> 0
        GROUP BY m.n
    ),
    sums AS MATERIALIZED (
        SELECT
            m.n,
            jsonb_object_agg(
                w.prefix || w.suffix,
                CASE WHEN w.prefix LIKE '%count%' THEN w.times ELSE w.amounts END
            ) AS document
        FROM moves AS m
        CROSS JOIN LATERAL (
            SELECT
                k.prefix, u.suffix,
                count(*) FILTER (WHERE u.is_within) AS times,
                coalesce(sum(o.amount) FILTER (WHERE u.is_within), 0) AS amounts
            FROM moves AS o
            CROSS JOIN LATERAL (VALUES
                ('1h', o.minute > m.minute - 60), ('24h', o.hours > m.hours - 24),
                ('7d', o.hours > m.hours - 168), ('30d', o.days > m.days - 30)
            ) AS u (suffix, is_within)
            CROSS JOIN LATERAL (VALUES
                ('out_count_', o.pays), ('out_amount_', o.pays), ('in_count_', o.is_paid),
                ('in_amount_', o.is_paid), ('refused_count_', o.is_refused)
            ) AS k (prefix, is_kind)
            WHERE o.account_id = m.account_id AND o.n <= m.n AND k.is_kind
            GROUP BY k.prefix, u.suffix
        ) AS w
        GROUP BY m.n
    )
    SELECT f.*
    FROM moves AS m
    JOIN sums AS s USING (n)
    LEFT JOIN of_owners AS o USING (n)
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN m.user_id <> 0 THEN coalesce(o.in_1h, 0) END AS user_out_count_1h,
            CASE WHEN m.user_id <> 0 THEN coalesce(o.in_24h, 0) END AS user_out_count_24h
    ) AS u
    CROSS JOIN LATERAL jsonb_populate_record(
        NULL::ledger_private.fraud_observation,
        to_jsonb(m) || ledger_private.no_windows() || s.document || to_jsonb(u)
    ) AS w
    CROSS JOIN LATERAL ledger_private.fraud_of_itself(w) AS i
    CROSS JOIN LATERAL (
        SELECT
            count(*) FILTER (
                WHERE p.counterparty_id = m.counterparty_id AND p.direction = m.direction
            ) AS pairs,
            max(p.observed_at) AS last_at,
            max(p.observed_at) FILTER (WHERE p.is_paid) AS last_in_at
        FROM moves AS p
        WHERE p.account_id = m.account_id AND p.n < m.n AND NOT p.is_refused
    ) AS b
    CROSS JOIN LATERAL (
        SELECT
            count(DISTINCT p.counterparty_id) FILTER (WHERE p.pays) AS payees,
            count(DISTINCT p.counterparty_id) FILTER (WHERE p.is_paid) AS payers
        FROM moves AS p
        WHERE p.account_id = m.account_id AND p.n <= m.n AND NOT p.is_refused
            AND p.observed_at > m.observed_at - interval '24 hours'
    ) AS c
    CROSS JOIN LATERAL (
        SELECT array_agg(p.amount ORDER BY p.n) AS amounts, array_agg(p.observed_at ORDER BY p.n)
            AS times
        FROM (
            SELECT p.* FROM moves AS p
            WHERE p.account_id = m.account_id AND p.n < m.n AND p.direction = m.direction
                AND NOT p.is_refused
            ORDER BY p.n DESC
            LIMIT 32
        ) AS p
    ) AS h
    CROSS JOIN LATERAL ledger_private.fraud_history(i, h.amounts, h.times) AS j
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN m.counterparty_id IS NOT NULL THEN b.pairs END AS pair_count,
            least(c.payees, 1000) AS payees_24h,
            least(c.payers, 1000) AS payers_24h,
            round(extract(epoch FROM m.observed_at - b.last_at) / 86400, 2) AS idle_days,
            CASE m.direction WHEN 'out' THEN
                round(extract(epoch FROM m.observed_at - b.last_in_at) / 60, 2)
            END AS minutes_since_in,
            CASE m.direction WHEN 'out' THEN
                round(w.out_amount_1h / nullif(w.in_amount_1h, 0), 4)
            END AS passed_on_1h
    ) AS l
    CROSS JOIN LATERAL jsonb_populate_record(j, to_jsonb(l)) AS f
$function$;

COMMENT ON FUNCTION ledger_private.recompute_observations(boolean) IS
'What ledger_private.fraud_observation must hold, of each numbered transaction, read from the journal with no memory but itself; p_is_dated: as if each had been booked at its effective_at. Its time grows with the square of what an account and its owner did: for tests, and for history that was imported. share_of_limit is that of the limits as they are now.';
