-- Take the change webhook back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TYPE ledger.webhook_replay;
DROP TYPE ledger.webhook_message;
DROP TYPE ledger.webhook_lease;
DROP TABLE ledger_private.webhook_delivery;
DROP TABLE ledger_private.webhook_secret;
DROP TABLE ledger_private.webhook_endpoint;

COMMIT;
