-- Every key under which something was made, kept for ever.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.idempotency_key (
    user_id bigint NOT NULL,
    resource_id uuid NOT NULL,
    request_digest bytea NOT NULL,
    idempotency_key ledger_private.key_text NOT NULL,
    CONSTRAINT idempotency_key_pkey PRIMARY KEY (idempotency_key, user_id)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

COMMENT ON TABLE ledger_private.idempotency_key IS 'Keys of what was posted, opened or placed, for ever. Distributed by user_id, the user who asked (0: a database session).';
COMMENT ON COLUMN ledger_private.idempotency_key.user_id IS 'The user who asked; 0 for a database session. The shard key.';
COMMENT ON COLUMN ledger_private.idempotency_key.resource_id IS 'Id of what was made under the key.';
COMMENT ON COLUMN ledger_private.idempotency_key.request_digest IS 'SHA-256 of what the request means.';
COMMENT ON COLUMN ledger_private.idempotency_key.idempotency_key IS 'The idempotency key itself; unique for its user, for ever, in the cell of whoever pays.';

RESET ROLE;
COMMIT;
