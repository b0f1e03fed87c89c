-- Take the change rollup back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.currency_day;
DROP TABLE ledger_private.account_month;
DROP TABLE ledger_private.account_day_type;
DROP TABLE ledger_private.account_day;
DROP TABLE ledger_private.rollup;
DROP TYPE ledger.daily_total;

COMMIT;
