-- What some accounts or all held at the end of a day.
CREATE OR REPLACE FUNCTION ledger_private.account_balances(
    p_on date,
    p_axis text,
    p_account_ids uuid[]
)
RETURNS SETOF reporting.account_balance
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
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
        ARRAY['asset', 'liability', 'equity', 'income', 'expense'], p_account_ids
    ) AS t
    JOIN ledger_private.account AS a USING (account_id)
    LEFT JOIN ledger_private.account_code AS c USING (account_id, code_number)
    LEFT JOIN ledger_private.category AS g USING (category_id)
    WHERE t.total <> 0 OR a.created_at < ledger_private.end_of_day(p_on);
END
$function$;

COMMENT ON FUNCTION ledger_private.account_balances(date, text, uuid[]) IS
'The balance at the end of p_on (UTC) of the accounts p_account_ids (NULL: of all), without those that were neither open by then nor hold something. p_axis as in ledger_private.totals_before.';
