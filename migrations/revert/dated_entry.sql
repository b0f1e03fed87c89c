-- Take the change dated_entry back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.dated_entry;

COMMIT;
