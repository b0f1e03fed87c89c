-- Take the change feed back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_audit.feed_pass;
DROP TABLE ledger_audit.feed_event;

COMMIT;
