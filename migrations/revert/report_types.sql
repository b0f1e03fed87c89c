-- Take the types of reports away.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TYPE ledger_private.report_month;
DROP TYPE ledger_private.group_total;
DROP TYPE ledger_private.account_total;
DROP TYPE reporting.monthly_amount;
DROP TYPE reporting.daily_balance;
DROP TYPE reporting.account_balance;
DROP TYPE ledger.statement_summary;

COMMIT;
