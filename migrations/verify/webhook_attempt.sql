-- Fails when the change webhook_attempt is not in place.
BEGIN;

SELECT
    attempt_number, user_id, delivery_id, endpoint_id, attempted_at, duration_ms, response_code,
    error
FROM ledger_audit.webhook_attempt WHERE false;

ROLLBACK;
