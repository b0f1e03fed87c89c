-- For reports: what moved in each currency by day and type, on all accounts together.
CREATE OR REPLACE VIEW reporting.daily_currency_totals AS
SELECT
    d.rolled_on,
    d.currency::text AS currency,
    d.transaction_type::text AS transaction_type,
    d.entries,
    round(d.money_in, c.minor_units) AS money_in,
    round(d.money_out, c.minor_units) AS money_out
FROM ledger_private.currency_day AS d
JOIN ledger_private.currency AS c USING (currency);

COMMENT ON VIEW reporting.daily_currency_totals IS
'Per day, currency and transaction type, on all accounts together, by effective date, as far as the worker has added up.';

COMMENT ON COLUMN reporting.daily_currency_totals.rolled_on IS 'The day, in the time zone of the sums (UTC unless ledger.rebuild_rollups was given another).';
COMMENT ON COLUMN reporting.daily_currency_totals.currency IS 'Asset code of the sums; leads to reporting.currencies; with rolled_on and transaction_type the key of the view.';
COMMENT ON COLUMN reporting.daily_currency_totals.transaction_type IS 'A word for the transactions'' kind: transfer, deposit, fee, or the caller''s own.';
COMMENT ON COLUMN reporting.daily_currency_totals.entries IS 'How many entries are in the sums of the day.';
COMMENT ON COLUMN reporting.daily_currency_totals.money_in IS 'Sum of the credits that count on the day, in units of the currency.';
COMMENT ON COLUMN reporting.daily_currency_totals.money_out IS 'Sum of the debits that count on the day, in units of the currency.';
