-- Fails when the change event_acts is not in place.
BEGIN;

SELECT
    act_id, user_id, account_id, xact_id, created_at, actor_user_id, event_type, actor_role,
    object
FROM ledger_audit.act WHERE false;
SELECT act_id FROM ledger_audit.feed_event WHERE false;
SELECT xact_id FROM ledger_audit.auth_event WHERE false;

ROLLBACK;
