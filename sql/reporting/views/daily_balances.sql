-- For reports: what each account held at the end of each day it was used, by value date.
CREATE OR REPLACE VIEW reporting.daily_balances AS
SELECT
    d.account_id,
    c.code AS account_code,
    d.effective_on,
    d.money_in,
    d.money_out,
    sum(d.money_in - d.money_out) OVER (
        PARTITION BY d.account_id ORDER BY d.effective_on
    ) AS balance,
    d.currency
FROM (
    SELECT
        e.account_id,
        (e.effective_at AT TIME ZONE 'UTC')::date AS effective_on,
        e.currency,
        coalesce(sum(e.amount) FILTER (WHERE e.entry_type = 'CREDIT'), 0) AS money_in,
        coalesce(sum(e.amount) FILTER (WHERE e.entry_type = 'DEBIT'), 0) AS money_out
    FROM ledger.transaction_entries AS e
    GROUP BY e.account_id, (e.effective_at AT TIME ZONE 'UTC')::date, e.currency
) AS d
LEFT JOIN ledger.accounts AS c USING (account_id);

COMMENT ON VIEW reporting.daily_balances IS
'Per account and day with movements (UTC, effective date): money in, money out, closing balance.';

COMMENT ON COLUMN reporting.daily_balances.account_id IS 'The account whose day it is.';
COMMENT ON COLUMN reporting.daily_balances.account_code IS 'Code of the account whose day it is.';
COMMENT ON COLUMN reporting.daily_balances.effective_on IS 'The day (UTC).';
COMMENT ON COLUMN reporting.daily_balances.money_in IS 'Sum of credits that count on the day, in units of the currency.';
COMMENT ON COLUMN reporting.daily_balances.money_out IS 'Sum of debits that count on the day, in units of the currency.';
COMMENT ON COLUMN reporting.daily_balances.balance IS 'Balance at the end of the day, in units of the currency.';
COMMENT ON COLUMN reporting.daily_balances.currency IS 'Asset code.';
