-- For reports: what moved on each account by day, and what it held, added up beforehand.
CREATE OR REPLACE VIEW reporting.daily_totals AS
SELECT
    d.account_id,
    c.code::text AS account_code,
    a.account_class::text AS account_class,
    g.path::text AS category,
    a.currency,
    d.rolled_on,
    d.entries,
    round(d.opening, a.minor_units) AS opening_balance,
    round(d.money_in, a.minor_units) AS money_in,
    round(d.money_out, a.minor_units) AS money_out,
    round(coalesce(f.money_out, 0), a.minor_units) AS fees,
    round(d.opening + d.money_in - d.money_out, a.minor_units) AS closing_balance,
    round(d.opening + d.rise, a.minor_units) AS high_balance,
    round(d.opening + d.fall, a.minor_units) AS low_balance,
    d.user_id
FROM (
    SELECT
        k.*,
        sum(k.money_in - k.money_out) OVER (PARTITION BY k.account_id ORDER BY k.rolled_on)
        - k.money_in + k.money_out AS opening
    FROM ledger_private.account_day AS k
) AS d
JOIN ledger_private.account AS a USING (account_id)
LEFT JOIN ledger_private.account_day_type AS f
    ON f.account_id = d.account_id
    AND f.rolled_on = d.rolled_on
    AND f.transaction_type = 'fee'
LEFT JOIN ledger_private.category AS g ON g.category_id = a.category_id
LEFT JOIN ledger_private.account_code AS c
    ON c.account_id = a.account_id AND c.code_number = a.code_number;

COMMENT ON VIEW reporting.daily_totals IS
'Per account and day with movements, by effective date, as far as the worker has added up: what moved, and the balances that followed from it. An account''s whole history is read to know an opening; for many accounts over a long time read reporting.monthly_totals.';

COMMENT ON COLUMN reporting.daily_totals.account_id IS 'The account; leads to reporting.accounts; with rolled_on the key of the view.';
COMMENT ON COLUMN reporting.daily_totals.account_code IS 'Code of the account whose sums they are.';
COMMENT ON COLUMN reporting.daily_totals.account_class IS 'Class of the account: asset, liability, equity, income or expense.';
COMMENT ON COLUMN reporting.daily_totals.category IS 'Path of the category that the account of the sums is sorted into now, or NULL.';
COMMENT ON COLUMN reporting.daily_totals.currency IS 'Asset code of the sums; leads to reporting.currencies.';
COMMENT ON COLUMN reporting.daily_totals.rolled_on IS 'The day, in the time zone of the sums (UTC unless ledger.rebuild_rollups was given another).';
COMMENT ON COLUMN reporting.daily_totals.entries IS 'How many entries are in the sums of the day.';
COMMENT ON COLUMN reporting.daily_totals.opening_balance IS 'Balance of all entries that count before the day, in units of the currency.';
COMMENT ON COLUMN reporting.daily_totals.money_in IS 'Sum of the credits that count on the day, in units of the currency.';
COMMENT ON COLUMN reporting.daily_totals.money_out IS 'Sum of the debits that count on the day, in units of the currency.';
COMMENT ON COLUMN reporting.daily_totals.fees IS 'Those debits whose transaction is of type fee, in units of the currency.';
COMMENT ON COLUMN reporting.daily_totals.closing_balance IS 'opening_balance + money_in - money_out.';
COMMENT ON COLUMN reporting.daily_totals.high_balance IS 'The highest balance of the day, its opening included, its transactions taken in the order of the feed.';
COMMENT ON COLUMN reporting.daily_totals.low_balance IS 'The lowest balance of the day, its opening included, its transactions taken in the order of the feed.';
COMMENT ON COLUMN reporting.daily_totals.user_id IS 'The user who owns the account of the sums; leads to reporting.users.';
