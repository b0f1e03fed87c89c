-- For reports: what moved on each account by month, and what it held, added up beforehand.
CREATE OR REPLACE VIEW reporting.monthly_totals AS
SELECT
    d.account_id,
    c.code::text AS account_code,
    a.account_class::text AS account_class,
    g.path::text AS category,
    a.currency,
    d.month_on,
    d.entries,
    round(d.opening, a.minor_units) AS opening_balance,
    round(d.money_in, a.minor_units) AS money_in,
    round(d.money_out, a.minor_units) AS money_out,
    round(d.fees, a.minor_units) AS fees,
    round(d.opening + d.money_in - d.money_out, a.minor_units) AS closing_balance,
    d.user_id
FROM (
    SELECT
        k.*,
        sum(k.money_in - k.money_out) OVER (PARTITION BY k.account_id ORDER BY k.month_on)
        - k.money_in + k.money_out AS opening
    FROM ledger_private.account_month AS k
) AS d
JOIN ledger_private.account AS a USING (account_id)
LEFT JOIN ledger_private.category AS g ON g.category_id = a.category_id
LEFT JOIN ledger_private.account_code AS c
    ON c.account_id = a.account_id AND c.code_number = a.code_number;

COMMENT ON VIEW reporting.monthly_totals IS
'Per account and month with movements, by effective date, as far as the worker has added up: what moved, and the balances that followed from it.';

COMMENT ON COLUMN reporting.monthly_totals.account_id IS 'The account; leads to reporting.accounts; with month_on the key of the view.';
COMMENT ON COLUMN reporting.monthly_totals.account_code IS 'Code of the account whose sums they are.';
COMMENT ON COLUMN reporting.monthly_totals.account_class IS 'Class of the account: asset, liability, equity, income or expense.';
COMMENT ON COLUMN reporting.monthly_totals.category IS 'Path of the category that the account of the sums is sorted into now, or NULL.';
COMMENT ON COLUMN reporting.monthly_totals.currency IS 'Asset code of the sums; leads to reporting.currencies.';
COMMENT ON COLUMN reporting.monthly_totals.month_on IS 'First day of the month, in the time zone of the sums (UTC unless ledger.rebuild_rollups was given another).';
COMMENT ON COLUMN reporting.monthly_totals.entries IS 'How many entries count in the month.';
COMMENT ON COLUMN reporting.monthly_totals.opening_balance IS 'Balance of all entries that count before the month, in units of the currency.';
COMMENT ON COLUMN reporting.monthly_totals.money_in IS 'Sum of the credits that count in the month, in units of the currency.';
COMMENT ON COLUMN reporting.monthly_totals.money_out IS 'Sum of the debits that count in the month, in units of the currency.';
COMMENT ON COLUMN reporting.monthly_totals.fees IS 'Those debits whose transaction is of type fee, in units of the currency.';
COMMENT ON COLUMN reporting.monthly_totals.closing_balance IS 'opening_balance + money_in - money_out.';
COMMENT ON COLUMN reporting.monthly_totals.user_id IS 'The user who owns the account of the sums; leads to reporting.users.';
