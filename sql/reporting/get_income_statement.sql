-- What was earned and spent in each month.
CREATE OR REPLACE FUNCTION reporting.get_income_statement(
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
        m.month_on, a.currency, a.account_class::text, c.path::text, count(*),
        round(sum(
            CASE a.account_class WHEN 'expense' THEN b.total - e.total ELSE e.total - b.total END
        ), max(a.minor_units))
    FROM (
        SELECT
            g::date AS month_on,
            greatest(g::date, p_from_on) AS first_on,
            least((g + '1 month'::interval)::date - 1, p_through_on) AS end_on
        FROM generate_series(
            date_trunc('month', p_from_on::timestamp), p_through_on, '1 month'
        ) AS g
    ) AS m
    CROSS JOIN LATERAL ledger_private.totals_before(
        ledger_private.end_of_day(m.first_on - 1), p_axis, ARRAY['income', 'expense']
    ) AS b
    JOIN LATERAL ledger_private.totals_before(
        ledger_private.end_of_day(m.end_on), p_axis, ARRAY['income', 'expense']
    ) AS e USING (account_id)
    JOIN ledger_private.account AS a USING (account_id)
    LEFT JOIN ledger_private.category AS c USING (category_id)
    GROUP BY m.month_on, a.currency, a.account_class, c.path
    ORDER BY m.month_on, a.currency, a.account_class, c.path;
END
$function$;

COMMENT ON FUNCTION reporting.get_income_statement(date, date, text) IS
'What income and expense accounts moved in each month from p_from_on through p_through_on (UTC), by category; months without movement are there. p_axis as in reporting.list_account_balances. LG170 when the days make no range.';
