-- Take the change transaction back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_audit.transaction;

COMMIT;
