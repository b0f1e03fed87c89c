-- Fails when the change feed_account is not in place.
BEGIN;

SELECT account_id, event_position FROM ledger_audit.feed_account WHERE false;

ROLLBACK;
