-- What was to be sent to endpoints, and what became of it.
CREATE OR REPLACE VIEW ledger.webhook_deliveries AS
SELECT
    d.delivery_id,
    d.endpoint_id,
    d.user_id,
    d.event_type,
    d.event_id,
    d.event_position,
    d.state,
    d.attempts,
    d.next_attempt_at,
    d.last_attempt_at,
    d.last_response_code,
    d.last_error,
    d.created_at,
    d.finished_at
FROM ledger_private.webhook_delivery AS d;

COMMENT ON VIEW ledger.webhook_deliveries IS
'One row for each event and endpoint that it is for. Each attempt is in ledger.webhook_attempts.';
COMMENT ON COLUMN ledger.webhook_deliveries.delivery_id IS 'The delivery''s id, sent as webhook-id with each attempt.';
COMMENT ON COLUMN ledger.webhook_deliveries.endpoint_id IS 'The endpoint it goes to.';
COMMENT ON COLUMN ledger.webhook_deliveries.user_id IS 'The user whose endpoint it is; 0 is the house.';
COMMENT ON COLUMN ledger.webhook_deliveries.event_type IS 'Type of the event; webhook_endpoint.ping for a test delivery.';
COMMENT ON COLUMN ledger.webhook_deliveries.event_id IS 'Id of the event; NULL for a test delivery.';
COMMENT ON COLUMN ledger.webhook_deliveries.event_position IS 'Place of the event in the feed; NULL for a test delivery.';
COMMENT ON COLUMN ledger.webhook_deliveries.state IS 'PENDING, DELIVERED or DEAD (given up; can be replayed).';
COMMENT ON COLUMN ledger.webhook_deliveries.attempts IS 'How many times it has been tried since it was made or replayed.';
COMMENT ON COLUMN ledger.webhook_deliveries.next_attempt_at IS 'From when on it is tried; NULL when that is over.';
COMMENT ON COLUMN ledger.webhook_deliveries.last_attempt_at IS 'When it was last tried, or NULL.';
COMMENT ON COLUMN ledger.webhook_deliveries.last_response_code IS 'HTTP status of the last answer; NULL when there was none.';
COMMENT ON COLUMN ledger.webhook_deliveries.last_error IS 'A word for what went wrong last; NULL when the last attempt succeeded.';
COMMENT ON COLUMN ledger.webhook_deliveries.created_at IS 'When the delivery was made.';
COMMENT ON COLUMN ledger.webhook_deliveries.finished_at IS 'When it was delivered or given up; NULL while it is pending.';
