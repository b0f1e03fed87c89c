-- Each time that something was sent to an endpoint, and what was answered.
CREATE OR REPLACE VIEW ledger.webhook_attempts AS
SELECT
    a.attempt_number,
    a.delivery_id,
    a.endpoint_id,
    a.user_id,
    a.attempted_at,
    a.duration_ms,
    a.response_code,
    a.error
FROM ledger_audit.webhook_attempt AS a;

COMMENT ON VIEW ledger.webhook_attempts IS
'The delivery log of webhooks: it only grows.';
COMMENT ON COLUMN ledger.webhook_attempts.attempt_number IS 'Number of the attempt; ascends, and is unique within a cell.';
COMMENT ON COLUMN ledger.webhook_attempts.delivery_id IS 'The delivery that was tried.';
COMMENT ON COLUMN ledger.webhook_attempts.endpoint_id IS 'The endpoint it went to.';
COMMENT ON COLUMN ledger.webhook_attempts.user_id IS 'The user whose endpoint it is; 0 is the house.';
COMMENT ON COLUMN ledger.webhook_attempts.attempted_at IS 'When the ledger was told of the attempt.';
COMMENT ON COLUMN ledger.webhook_attempts.duration_ms IS 'How long the attempt took, in milliseconds.';
COMMENT ON COLUMN ledger.webhook_attempts.response_code IS 'HTTP status of the answer; NULL when there was none.';
COMMENT ON COLUMN ledger.webhook_attempts.error IS 'A word for what went wrong: status, redirected, refused, unreachable, timeout, tls, address, unreadable, hidden or broken; NULL when it was delivered.';
