-- What groups of accounts held at the ends of some days: what they hold now, less what transactions
-- have moved since.
CREATE OR REPLACE FUNCTION ledger_private.group_totals(
    p_end_days date[],
    p_axis text,
    p_classes text[],
    p_apart uuid[]
)
RETURNS SETOF ledger_private.group_total
LANGUAGE sql
STABLE
AS $function$
    WITH bound AS MATERIALIZED (
        SELECT
            d.end_number, ledger_private.end_of_day(d.end_on) AS from_at,
            lead(ledger_private.end_of_day(d.end_on), 1, 'infinity')
                OVER (ORDER BY d.end_number) AS until_at
        FROM unnest(p_end_days) WITH ORDINALITY AS d (end_on, end_number)
    ),
    member AS MATERIALIZED (
        SELECT
            a.account_id, a.currency, a.account_class::text AS account_class, a.category_id,
            a.minor_units, a.balance::numeric AS balance,
            dense_rank() OVER (
                ORDER BY a.currency, a.account_class::text, a.category_id
            )::integer AS place
        FROM ledger_private.account AS a
        WHERE a.account_class = ANY (p_classes)
            AND NOT a.account_id = ANY (p_apart)
    ),
    moved AS MATERIALIZED (
        SELECT b.end_number, t.payer, t.payee, t.amount, t.has_legs
        FROM bound AS b
        CROSS JOIN LATERAL (
            SELECT
                f.place AS payer, o.place AS payee, sum(t.amount) AS amount,
                bool_or(t.leg_account_ids IS NOT NULL) AS has_legs
            FROM ledger_audit.transaction AS t
            LEFT JOIN member AS f ON f.account_id = t.from_account_id
            LEFT JOIN member AS o ON o.account_id = t.to_account_id
            WHERE t.created_at >= b.from_at
                AND t.created_at < b.until_at
                AND t.status <> 'FAILED'
                AND p_apart IS NOT NULL
            GROUP BY f.place, o.place
        ) AS t
    ),
    leg AS MATERIALIZED (
        SELECT b.end_number, t.account_id, t.total
        FROM bound AS b
        CROSS JOIN LATERAL ledger_private.moved_by_legs(b.from_at, b.until_at) AS t
        WHERE EXISTS (SELECT FROM moved AS m WHERE m.has_legs)
    ),
    change AS (
        SELECT m.end_number, m.payer AS place, -m.amount AS amount FROM moved AS m
        UNION ALL
        SELECT m.end_number, m.payee, m.amount FROM moved AS m
        UNION ALL
        SELECT l.end_number, p.place, l.total FROM leg AS l JOIN member AS p USING (account_id)
    ),
    held AS (
        SELECT
            p.place, p.currency, p.account_class, p.category_id, count(*) AS accounts,
            max(p.minor_units) AS minor_units, sum(p.balance) AS balance
        FROM member AS p
        GROUP BY p.place, p.currency, p.account_class, p.category_id
    ),
    line AS (
        SELECT
            b.end_number, h.currency, h.account_class, h.category_id, h.accounts, h.minor_units,
            h.balance - coalesce(sum(c.amount) OVER (
                PARTITION BY h.place ORDER BY b.end_number DESC
            ), 0) AS total
        FROM bound AS b
        CROSS JOIN held AS h
        LEFT JOIN (
            SELECT c.end_number, c.place, sum(c.amount) AS amount
            FROM change AS c
            GROUP BY c.end_number, c.place
        ) AS c USING (end_number, place)
        UNION ALL
        SELECT
            b.end_number, a.currency, a.account_class::text, a.category_id, count(*),
            max(a.minor_units), sum(t.total)
        FROM bound AS b
        CROSS JOIN LATERAL ledger_private.totals_before(
            b.from_at, p_axis, p_classes, p_apart
        ) AS t
        JOIN ledger_private.account AS a USING (account_id)
        GROUP BY b.end_number, a.currency, a.account_class, a.category_id
    )
    SELECT
        l.end_number, l.currency, l.account_class, l.category_id,
        sum(l.accounts)::bigint, max(l.minor_units), sum(l.total)
    FROM line AS l
    GROUP BY l.end_number, l.currency, l.account_class, l.category_id
$function$;

COMMENT ON FUNCTION ledger_private.group_totals(date[], text, text[], uuid[]) IS
'Totals of the accounts of the classes at the ends of p_end_days, which ascend, by currency, class and category. What transactions have moved since is read once; accounts of p_apart, or all when it is NULL, are looked up one by one. p_axis as in ledger_private.totals_before.';
