-- Take the change queued_request back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.queued_request;

COMMIT;
