-- Take the change app_user back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.login;
DROP TABLE ledger_private.app_user;
DROP SEQUENCE ledger_private.user_number;

COMMIT;
