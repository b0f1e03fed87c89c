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
DECLARE
    c_classes CONSTANT text[] := ARRAY['asset', 'liability', 'equity', 'income', 'expense'];
    v_months date[];
    v_ends date[];
    v_apart uuid[];
BEGIN
    PERFORM ledger_private.require_report(p_axis, p_from_on, p_through_on);
    SELECT array_agg(m.month_on ORDER BY m.month_on), array_agg(m.end_on ORDER BY m.month_on)
    INTO v_months, v_ends
    FROM ledger_private.months_of(p_from_on, p_through_on) AS m;
    v_apart := ledger_private.apart_or_all(v_ends, p_axis, c_classes);

    RETURN QUERY
    SELECT
        v_months[t.end_number], t.currency, k.account_class, k.category, sum(t.accounts)::bigint,
        round(sum(
            CASE k.account_class WHEN 'asset' THEN -t.total ELSE t.total END
        ), max(t.minor_units))
    FROM ledger_private.group_totals(v_ends, p_axis, c_classes, v_apart) AS t
    LEFT JOIN ledger_private.category AS c USING (category_id)
    -- What was earned and not yet moved to equity is a line of its own.
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN t.account_class IN ('income', 'expense') THEN 'result'
                ELSE t.account_class END AS account_class,
            CASE WHEN t.account_class NOT IN ('income', 'expense') THEN c.path::text END
                AS category
    ) AS k
    GROUP BY t.end_number, t.currency, k.account_class, k.category
    ORDER BY t.end_number, t.currency, k.account_class, k.category;
END
$function$;

COMMENT ON FUNCTION reporting.get_balance_sheet(date, date, text) IS
'What there was at the end of each month that p_from_on to p_through_on touch, the last one up to p_through_on (UTC), by class and category; result is income less expense. Assets equal the sum of the other lines. p_axis as in reporting.list_account_balances. LG170 when the days make no range.';
