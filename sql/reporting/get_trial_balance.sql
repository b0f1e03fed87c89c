-- The trial balance at the end of a day.
CREATE OR REPLACE FUNCTION reporting.get_trial_balance(
    p_on date,
    p_axis text DEFAULT 'booked'
)
RETURNS SETOF reporting.trial_balance
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
BEGIN
    RETURN QUERY
    SELECT
        b.currency,
        b.account_class,
        count(*),
        coalesce(sum(-b.balance) FILTER (WHERE b.balance < 0), 0),
        coalesce(sum(b.balance) FILTER (WHERE b.balance > 0), 0),
        sum(b.normal_balance)
    FROM reporting.list_account_balances(p_on, p_axis) AS b
    GROUP BY b.currency, b.account_class
    ORDER BY b.currency, b.account_class;
END
$function$;

COMMENT ON FUNCTION reporting.get_trial_balance(date, text) IS
'The rows of reporting.trial_balance as they were at the end of p_on (UTC); debit and credit balances of a currency have equal totals. p_axis as in reporting.list_account_balances.';
