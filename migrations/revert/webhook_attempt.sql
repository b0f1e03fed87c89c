-- Take the change webhook_attempt back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_audit.webhook_attempt;

COMMIT;
