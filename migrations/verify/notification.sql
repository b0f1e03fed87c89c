-- Fails when the change notification is not in place.
BEGIN;

SELECT
    user_id, updated_at, email_events, chat_events, chat_origin, key_id, wrapped_key, sealed
FROM ledger_private.notification_preference WHERE false;
SELECT user_id, large_debit, low_balance, currency, monitor_ids
FROM ledger_private.notification_threshold WHERE false;
SELECT user_id, notification_id, bounced_at, email_index
FROM ledger_private.bounced_address WHERE false;
SELECT
    notification_id, user_id, event_id, event_position, account_id, created_at, expires_at,
    next_attempt_at, finished_at, lease_id, lease_expires_at, amount, attempts, channel, state,
    notification_type, currency, last_error, status_code
FROM ledger_private.notification WHERE false;
SELECT NULL::ledger_private.notification_cause, NULL::ledger.notification_message WHERE false;
SELECT 'ledger_audit.auth_event_login_idx'::regclass;

ROLLBACK;
