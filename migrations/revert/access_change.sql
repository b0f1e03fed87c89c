-- Take the change access_change back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.access_change;

COMMIT;
