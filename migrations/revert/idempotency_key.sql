-- Take the change idempotency_key back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.idempotency_key;

COMMIT;
