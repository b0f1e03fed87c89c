-- What became of each attempt to send a webhook.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_audit_owner;

CREATE TABLE ledger_audit.webhook_attempt (
    attempt_number bigint NOT NULL GENERATED ALWAYS AS IDENTITY
        CONSTRAINT webhook_attempt_pkey PRIMARY KEY,
    user_id bigint NOT NULL,
    delivery_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    attempted_at timestamptz NOT NULL,
    duration_ms integer NOT NULL,
    response_code integer,
    error text
);
CREATE INDEX webhook_attempt_delivery_id_idx
    ON ledger_audit.webhook_attempt (delivery_id, attempt_number);
CREATE INDEX webhook_attempt_endpoint_id_idx
    ON ledger_audit.webhook_attempt (endpoint_id, attempt_number);

GRANT SELECT, INSERT ON ledger_audit.webhook_attempt TO ledger_owner;

COMMENT ON TABLE ledger_audit.webhook_attempt IS 'Each time that something was sent to an endpoint, and what was answered. Distributed by user_id.';
COMMENT ON COLUMN ledger_audit.webhook_attempt.attempt_number IS 'Number of the attempt; ascends, and is unique within a cell.';
COMMENT ON COLUMN ledger_audit.webhook_attempt.user_id IS 'The user whose endpoint it is; 0 is the house.';
COMMENT ON COLUMN ledger_audit.webhook_attempt.delivery_id IS 'The delivery that was tried.';
COMMENT ON COLUMN ledger_audit.webhook_attempt.endpoint_id IS 'The endpoint it went to.';
COMMENT ON COLUMN ledger_audit.webhook_attempt.attempted_at IS 'When the ledger was told of the attempt.';
COMMENT ON COLUMN ledger_audit.webhook_attempt.duration_ms IS 'How long the attempt took, in milliseconds.';
COMMENT ON COLUMN ledger_audit.webhook_attempt.response_code IS 'HTTP status of the answer; NULL when there was none.';
COMMENT ON COLUMN ledger_audit.webhook_attempt.error IS 'A word for what went wrong; NULL when it was delivered.';

RESET ROLE;
COMMIT;
