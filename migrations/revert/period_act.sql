-- Take the change period_act back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.open_period;
DROP TABLE ledger_private.period_act;

COMMIT;
