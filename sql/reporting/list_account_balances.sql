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
    SELECT b.* FROM ledger_private.account_balances(p_on, p_axis, NULL) AS b;
END
$function$;

COMMENT ON FUNCTION reporting.list_account_balances(date, text) IS
'The balance of each account at the end of p_on (UTC). p_axis booked: what had been booked by then; effective: what counts by then, whenever it was booked. LG109 for another axis, LG170 without a day.';
