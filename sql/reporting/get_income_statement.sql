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
DECLARE
    c_classes CONSTANT text[] := ARRAY['income', 'expense'];
    v_months date[];
    v_ends date[];
    v_apart uuid[];
BEGIN
    PERFORM ledger_private.require_report(p_axis, p_from_on, p_through_on);
    -- A month begins where the one before it ended; the first one at p_from_on.
    SELECT
        array_agg(m.month_on ORDER BY m.month_on),
        p_from_on - 1 || array_agg(m.end_on ORDER BY m.month_on)
    INTO v_months, v_ends
    FROM ledger_private.months_of(p_from_on, p_through_on) AS m;
    v_apart := ledger_private.apart_or_all(v_ends, p_axis, c_classes);

    RETURN QUERY
    WITH held AS (
        SELECT
            t.end_number, t.currency, t.account_class, t.accounts, c.path::text AS category,
            t.minor_units, t.total - lag(t.total) OVER (
                PARTITION BY t.currency, t.account_class, t.category_id ORDER BY t.end_number
            ) AS moved
        FROM ledger_private.group_totals(v_ends, p_axis, c_classes, v_apart) AS t
        LEFT JOIN ledger_private.category AS c USING (category_id)
    )
    SELECT
        v_months[h.end_number - 1], h.currency, h.account_class, h.category, h.accounts,
        round(CASE h.account_class WHEN 'expense' THEN -h.moved ELSE h.moved END, h.minor_units)
    FROM held AS h
    WHERE h.end_number > 1
    ORDER BY h.end_number, h.currency, h.account_class, h.category;
END
$function$;

COMMENT ON FUNCTION reporting.get_income_statement(date, date, text) IS
'What income and expense accounts moved in each month from p_from_on through p_through_on (UTC), by category; months without movement are there. p_axis as in reporting.list_account_balances. LG170 when the days make no range.';
