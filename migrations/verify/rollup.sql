-- Fails when the change rollup is not in place.
BEGIN;

SELECT is_only, time_zone, through_position, updated_at FROM ledger_private.rollup WHERE false;
SELECT entries, account_id, user_id, rolled_on, money_in, money_out, rise, fall
FROM ledger_private.account_day WHERE false;
SELECT entries, account_id, user_id, rolled_on, transaction_type, money_in, money_out
FROM ledger_private.account_day_type WHERE false;
SELECT entries, account_id, user_id, month_on, money_in, money_out, fees
FROM ledger_private.account_month WHERE false;
SELECT entries, rolled_on, currency, transaction_type, money_in, money_out
FROM ledger_private.currency_day WHERE false;
SELECT (NULL::ledger.daily_total).rolled_on AS rolled_on;

ROLLBACK;
