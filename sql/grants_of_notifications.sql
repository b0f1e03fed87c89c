-- Notifications: what people choose, what a worker does, and what operators look after.
GRANT USAGE ON TYPE ledger.notification_message TO ledger_operator, ledger_relay;
GRANT EXECUTE ON FUNCTION
    ledger.get_notification_preferences, ledger.set_notification_preferences
    TO ledger_app, ledger_operator;
GRANT EXECUTE ON FUNCTION
    ledger.begin_notification, ledger.fan_out_notifications, ledger.lease_notifications,
    ledger.prune_notifications, ledger.record_bounce, ledger.record_notification
    TO ledger_operator, ledger_relay;
GRANT EXECUTE ON FUNCTION
    ledger.clear_bounce, ledger.list_chat_secrets, ledger.list_notifications,
    ledger.retry_notification, ledger.rewrap_chat_secret
    TO ledger_operator;
GRANT SELECT ON ledger.notification_preferences, ledger.notifications
    TO ledger_operator, ledger_auditor;
