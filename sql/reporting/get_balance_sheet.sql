-- Assets, liabilities and equity at the end of each month.
CREATE OR REPLACE FUNCTION reporting.get_balance_sheet(
    p_from_on date,
    p_through_on date,
    p_axis text DEFAULT 'booked'
)
RETURNS SETOF reporting.monthly_amount
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
BEGIN
    PERFORM ledger_private.require_report(p_axis, p_from_on, p_through_on);
    RETURN QUERY
    SELECT
        m.month_on, a.currency, k.account_class, k.category, count(*),
        round(sum(
            CASE k.account_class WHEN 'asset' THEN -t.total ELSE t.total END
        ), max(a.minor_units))
    FROM (
        SELECT
            g::date AS month_on,
            least((g + '1 month'::interval)::date - 1, p_through_on) AS end_on
        FROM generate_series(
            date_trunc('month', p_from_on::timestamp), p_through_on, '1 month'
        ) AS g
    ) AS m
    CROSS JOIN LATERAL ledger_private.totals_before(
        ledger_private.end_of_day(m.end_on), p_axis,
        ARRAY['asset', 'liability', 'equity', 'income', 'expense']
    ) AS t
    JOIN ledger_private.account AS a USING (account_id)
    LEFT JOIN ledger_private.category AS c USING (category_id)
    -- What was earned and not yet moved to equity is a line of its own.
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN a.account_class IN ('income', 'expense') THEN 'result'
                ELSE a.account_class::text END AS account_class,
            CASE WHEN a.account_class NOT IN ('income', 'expense') THEN c.path::text END
                AS category
    ) AS k
    GROUP BY m.month_on, a.currency, k.account_class, k.category
    ORDER BY m.month_on, a.currency, k.account_class, k.category;
END
$function$;

COMMENT ON FUNCTION reporting.get_balance_sheet(date, date, text) IS
'What there was at the end of each month that p_from_on to p_through_on touch, the last one up to p_through_on (UTC), by class and category; result is income less expense. Assets equal the sum of the other lines. p_axis as in reporting.list_account_balances. LG170 when the days make no range.';
