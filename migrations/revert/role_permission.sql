-- Take the change role_permission back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.role_permission;

COMMIT;
