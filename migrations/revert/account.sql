-- Take the change account back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.account_code;
DROP TABLE ledger_private.account;

COMMIT;
