-- For reports: what transactions of each type moved on each account by day, added up beforehand.
CREATE OR REPLACE VIEW reporting.daily_type_totals AS
SELECT
    d.account_id,
    c.code::text AS account_code,
    a.account_class::text AS account_class,
    g.path::text AS category,
    a.currency,
    d.rolled_on,
    d.transaction_type::text AS transaction_type,
    d.entries,
    round(d.money_in, a.minor_units) AS money_in,
    round(d.money_out, a.minor_units) AS money_out,
    d.user_id
FROM ledger_private.account_day_type AS d
JOIN ledger_private.account AS a USING (account_id)
LEFT JOIN ledger_private.category AS g ON g.category_id = a.category_id
LEFT JOIN ledger_private.account_code AS c
    ON c.account_id = a.account_id AND c.code_number = a.code_number;

COMMENT ON VIEW reporting.daily_type_totals IS
'Per account, day and transaction type, by effective date, as far as the worker has added up: may be summed over any days, accounts, types and categories.';

COMMENT ON COLUMN reporting.daily_type_totals.account_id IS 'The account; leads to reporting.accounts; with rolled_on and transaction_type the key of the view.';
COMMENT ON COLUMN reporting.daily_type_totals.account_code IS 'Code of the account whose sums they are.';
COMMENT ON COLUMN reporting.daily_type_totals.account_class IS 'Class of the account: asset, liability, equity, income or expense.';
COMMENT ON COLUMN reporting.daily_type_totals.category IS 'Path of the category that the account of the sums is sorted into now, or NULL.';
COMMENT ON COLUMN reporting.daily_type_totals.currency IS 'Asset code of the sums; leads to reporting.currencies.';
COMMENT ON COLUMN reporting.daily_type_totals.rolled_on IS 'The day, in the time zone of the sums (UTC unless ledger.rebuild_rollups was given another).';
COMMENT ON COLUMN reporting.daily_type_totals.transaction_type IS 'A word for the transactions'' kind: transfer, deposit, fee, or the caller''s own.';
COMMENT ON COLUMN reporting.daily_type_totals.entries IS 'How many entries are in the sums of the day.';
COMMENT ON COLUMN reporting.daily_type_totals.money_in IS 'Sum of the credits that count on the day, in units of the currency.';
COMMENT ON COLUMN reporting.daily_type_totals.money_out IS 'Sum of the debits that count on the day, in units of the currency.';
COMMENT ON COLUMN reporting.daily_type_totals.user_id IS 'The user who owns the account of the sums; leads to reporting.users.';
