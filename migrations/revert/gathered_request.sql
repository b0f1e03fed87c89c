-- Take the change gathered_request back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.gathered_request;

COMMIT;
