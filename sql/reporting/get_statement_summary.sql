-- The head and foot of an account's statement, for reports.
CREATE OR REPLACE FUNCTION reporting.get_statement_summary(
    p_account_code text,
    p_from_on date,
    p_through_on date,
    p_axis text DEFAULT 'effective'
)
RETURNS SETOF ledger.statement_summary
LANGUAGE plpgsql
STABLE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM ledger_private.require_report(p_axis, p_from_on, p_through_on);
    RETURN QUERY
    SELECT s.*
    FROM ledger_private.account_code AS c
    JOIN ledger_private.account AS a USING (account_id)
    CROSS JOIN LATERAL ledger_private.summarize_statement(
        a.account_id, a.version, p_axis,
        ledger_private.end_of_day(p_from_on - 1), ledger_private.end_of_day(p_through_on)
    ) AS s
    WHERE c.code = p_account_code;
END
$function$;

COMMENT ON FUNCTION reporting.get_statement_summary(text, date, date, text) IS
'Opening balance, money in, money out, number of lines and closing balance of an account from p_from_on through p_through_on (UTC), also when nothing moved; the lines are in reporting.statement_lines. No row when no account has the code. p_axis as in reporting.list_daily_balances. LG170 when the days make no range.';
