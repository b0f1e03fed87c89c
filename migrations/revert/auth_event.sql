-- Take the change auth_event back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_audit.auth_event;

COMMIT;
