-- Webhooks: what people do, what a worker does, and what renewing the keys takes.
GRANT USAGE ON TYPE ledger.webhook_lease, ledger.webhook_message TO ledger_operator, ledger_relay;
GRANT USAGE ON TYPE ledger.webhook_replay TO ledger_app, ledger_operator;
GRANT EXECUTE ON FUNCTION
    ledger.create_webhook_endpoint, ledger.get_webhook_endpoint, ledger.list_webhook_attempts,
    ledger.list_webhook_deliveries, ledger.list_webhook_endpoints, ledger.ping_webhook_endpoint,
    ledger.remove_webhook_endpoint, ledger.replay_webhook_deliveries,
    ledger.rotate_webhook_secret, ledger.update_webhook_endpoint
    TO ledger_app, ledger_operator;
GRANT EXECUTE ON FUNCTION
    ledger.fan_out_webhooks, ledger.lease_webhook_endpoints, ledger.next_webhook_messages,
    ledger.prune_webhook_deliveries, ledger.record_webhook_attempts,
    ledger.release_webhook_endpoint
    TO ledger_operator, ledger_relay;
GRANT EXECUTE ON FUNCTION ledger.list_webhook_secrets, ledger.rewrap_webhook_secret
    TO ledger_operator;
GRANT SELECT ON ledger.webhook_attempts, ledger.webhook_deliveries, ledger.webhook_endpoints
    TO ledger_operator, ledger_auditor;
