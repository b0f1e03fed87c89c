-- For reports: what came in and went out of each account on each day, by value date.
CREATE OR REPLACE VIEW reporting.daily_movements AS
SELECT
    e.account_id,
    c.code::text AS account_code,
    (t.effective_at AT TIME ZONE 'UTC')::date AS effective_on,
    round(
        coalesce(sum(e.amount) FILTER (WHERE e.entry_type = 'CREDIT'), 0), a.minor_units
    ) AS money_in,
    round(
        coalesce(sum(e.amount) FILTER (WHERE e.entry_type = 'DEBIT'), 0), a.minor_units
    ) AS money_out,
    count(*) AS entries,
    a.currency
FROM (
    SELECT
        e.transaction_id, e.account_id, e.entry_type::text AS entry_type,
        e.amount::numeric AS amount
    FROM ledger_audit.transaction_entry AS e
    UNION ALL
    SELECT
        o.transaction_id, o.account_id, 'CREDIT' AS entry_type, o.amount::numeric AS amount
    FROM ledger_audit.open_credit AS o
) AS e
JOIN ledger_audit.transaction AS t USING (transaction_id)
JOIN ledger_private.account AS a ON a.account_id = e.account_id
LEFT JOIN ledger_private.account_code AS c
    ON c.account_id = a.account_id AND c.code_number = a.code_number
GROUP BY
    e.account_id, c.code, (t.effective_at AT TIME ZONE 'UTC')::date, a.currency, a.minor_units;

COMMENT ON VIEW reporting.daily_movements IS
'Per account and day with movements (UTC, effective date): money in and money out, which may be summed over any days and accounts. What accounts held on days is reporting.list_daily_balances.';

COMMENT ON COLUMN reporting.daily_movements.account_id IS 'The account whose day it is; leads to reporting.accounts; with effective_on the key of the view.';
COMMENT ON COLUMN reporting.daily_movements.account_code IS 'Code of the account whose day it is.';
COMMENT ON COLUMN reporting.daily_movements.effective_on IS 'The day (UTC).';
COMMENT ON COLUMN reporting.daily_movements.money_in IS 'Sum of credits that count on the day, in units of the currency.';
COMMENT ON COLUMN reporting.daily_movements.money_out IS 'Sum of debits that count on the day, in units of the currency.';
COMMENT ON COLUMN reporting.daily_movements.entries IS 'How many entries count on the day.';
COMMENT ON COLUMN reporting.daily_movements.currency IS 'Asset code; leads to reporting.currencies.';
