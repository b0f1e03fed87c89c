-- Fails when the change monitor is not in place.
BEGIN;

SELECT
    monitor_id, account_id, user_id, account_version, account_position, created_at, removed_at,
    made_by_user_id, threshold, held, balance, is_fired, measure, comparison
FROM ledger_private.monitor WHERE false;
SELECT
    alert_id, monitor_id, account_id, user_id, account_position, event_position, value, balance,
    crossed_at, fired_at
FROM ledger_audit.monitor_alert WHERE false;

ROLLBACK;
