-- Fails when the change feed is not in place.
BEGIN;

SELECT event_position, transaction_id FROM ledger_audit.feed_event WHERE false;
SELECT pass_number, last_position, feed_id, passed_at, seen, incarnation
FROM ledger_audit.feed_pass WHERE false;

ROLLBACK;
