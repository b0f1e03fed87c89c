-- Take the change event_acts back, with its rows. Fails when acts have places in the feed.
BEGIN;
SET LOCAL lock_timeout = '5s';

ALTER TABLE ledger_audit.feed_event ALTER COLUMN transaction_id SET NOT NULL;
ALTER TABLE ledger_audit.feed_event DROP COLUMN act_id;
DROP TABLE ledger_audit.act;
ALTER TABLE ledger_audit.auth_event DROP COLUMN xact_id;

COMMIT;
