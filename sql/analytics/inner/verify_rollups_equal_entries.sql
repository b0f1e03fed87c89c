-- The sums by day are those of the entries whose events they say are in them.
CREATE OR REPLACE FUNCTION ledger_private.verify_rollups_equal_entries()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    WITH day AS (
        SELECT d.*
        FROM ledger_private.rollup AS r
        CROSS JOIN LATERAL ledger_private.days_of_events(
            0, r.through_position, r.time_zone
        ) AS d
    ),
    type AS MATERIALIZED (
        SELECT t.*
        FROM ledger_private.rollup AS r
        CROSS JOIN LATERAL ledger_private.types_of_events(
            0, r.through_position, r.time_zone
        ) AS t
    ),
    month AS (
        SELECT
            sum(t.entries)::bigint AS entries, t.account_id, t.user_id,
            date_trunc('month', t.rolled_on::timestamp)::date AS month_on,
            sum(t.money_in) AS money_in, sum(t.money_out) AS money_out,
            coalesce(sum(t.money_out) FILTER (WHERE t.transaction_type = 'fee'), 0) AS fees
        FROM type AS t
        GROUP BY 2, 3, 4
    ),
    currency AS (
        SELECT
            sum(t.entries)::bigint AS entries, t.rolled_on, a.currency, t.transaction_type,
            sum(t.money_in) AS money_in, sum(t.money_out) AS money_out
        FROM type AS t
        JOIN ledger_private.account AS a USING (account_id)
        GROUP BY 2, 3, 4
    )
    SELECT jsonb_build_object(
        'account_id', coalesce(d.account_id, k.account_id),
        'rolled_on', coalesce(d.rolled_on, k.rolled_on)
    )
    FROM day AS d
    FULL JOIN ledger_private.account_day AS k USING (account_id, rolled_on)
    WHERE (d.entries, d.user_id, d.money_in, d.money_out, d.rise, d.fall)
        IS DISTINCT FROM (k.entries, k.user_id, k.money_in, k.money_out, k.rise, k.fall)
    UNION ALL
    SELECT jsonb_build_object(
        'account_id', coalesce(t.account_id, k.account_id),
        'rolled_on', coalesce(t.rolled_on, k.rolled_on),
        'transaction_type', coalesce(t.transaction_type, k.transaction_type)
    )
    FROM type AS t
    FULL JOIN ledger_private.account_day_type AS k
        USING (account_id, rolled_on, transaction_type)
    WHERE (t.entries, t.user_id, t.money_in, t.money_out)
        IS DISTINCT FROM (k.entries, k.user_id, k.money_in, k.money_out)
    UNION ALL
    SELECT jsonb_build_object(
        'account_id', coalesce(m.account_id, k.account_id),
        'month_on', coalesce(m.month_on, k.month_on)
    )
    FROM month AS m
    FULL JOIN ledger_private.account_month AS k USING (account_id, month_on)
    WHERE (m.entries, m.user_id, m.money_in, m.money_out, m.fees)
        IS DISTINCT FROM (k.entries, k.user_id, k.money_in, k.money_out, k.fees)
    UNION ALL
    SELECT jsonb_build_object(
        'currency', coalesce(c.currency, k.currency),
        'rolled_on', coalesce(c.rolled_on, k.rolled_on),
        'transaction_type', coalesce(c.transaction_type, k.transaction_type)
    )
    FROM currency AS c
    FULL JOIN ledger_private.currency_day AS k USING (rolled_on, currency, transaction_type)
    WHERE (c.entries, c.money_in, c.money_out)
        IS DISTINCT FROM (k.entries, k.money_in, k.money_out)
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_rollups_equal_entries() IS
'Adds all events up to the position that ledger_private.rollup names up again and compares. Returns the first row that differs, or NULL.';
