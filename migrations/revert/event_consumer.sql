-- Take the change event_consumer back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.event_lease;
DROP TABLE ledger_private.event_consumer;

COMMIT;
