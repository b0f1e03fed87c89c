-- Take the change feed_account back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_audit.feed_account;

COMMIT;
