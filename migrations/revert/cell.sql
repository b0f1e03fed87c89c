-- Take the change cell back.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.cell;

COMMIT;
