-- Take the change notification back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP INDEX ledger_audit.auth_event_login_idx;
DROP TYPE ledger.notification_message;
DROP TYPE ledger_private.notification_cause;
DROP TABLE ledger_private.notification;
DROP TABLE ledger_private.bounced_address;
DROP TABLE ledger_private.notification_threshold;
DROP TABLE ledger_private.notification_preference;
DROP DOMAIN ledger_private.notification_channel;

COMMIT;
