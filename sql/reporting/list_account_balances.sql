-- What every account held at the end of a day.
CREATE OR REPLACE FUNCTION reporting.list_account_balances(
    p_on date,
    p_axis text DEFAULT 'booked'
)
RETURNS SETOF reporting.account_balance
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
BEGIN
    PERFORM ledger_private.require_report(p_axis, p_on, p_on);
    RETURN QUERY
    SELECT
        a.account_id, c.code::text, a.account_class::text, g.path::text, a.user_id, a.currency,
        round(t.total, a.minor_units),
        round(
            CASE WHEN a.account_class IN ('asset', 'expense') THEN -t.total ELSE t.total END,
            a.minor_units
        )
    FROM ledger_private.totals_before(
        ledger_private.end_of_day(p_on), p_axis,
        ARRAY['asset', 'liability', 'equity', 'income', 'expense']
    ) AS t
    JOIN ledger_private.account AS a USING (account_id)
    LEFT JOIN ledger_private.account_code AS c USING (account_id, code_number)
    LEFT JOIN ledger_private.category AS g USING (category_id)
    WHERE t.total <> 0 OR a.created_at < ledger_private.end_of_day(p_on);
END
$function$;

COMMENT ON FUNCTION reporting.list_account_balances(date, text) IS
'The balance of each account at the end of p_on (UTC). p_axis booked: what had been booked by then; effective: what counts by then, whenever it was booked. LG109 for another axis, LG170 without a day.';
