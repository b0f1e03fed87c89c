-- Fails when the change auth_event is not in place.
BEGIN;

SELECT event_id, user_id, action, detail FROM ledger_audit.auth_event WHERE false;

ROLLBACK;
