-- Take the change worker_pulse back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.worker_pulse;

COMMIT;
