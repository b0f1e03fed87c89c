-- Who did what to an account, from where, with a hash chain per account.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_audit_owner;

CREATE TABLE ledger_audit.audit_log (
    log_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY (CACHE 32),
    account_position bigint NOT NULL,
    account_id uuid NOT NULL,
    transaction_id uuid,
    account_user_id bigint NOT NULL,
    user_id bigint,
    created_at timestamptz NOT NULL,
    old_balance numeric(22, 4) NOT NULL,
    new_balance numeric(22, 4) NOT NULL,
    action text NOT NULL,
    user_role text NOT NULL,
    database_user text NOT NULL,
    ip_address inet,
    user_agent text,
    request_id text,
    detail jsonb,
    previous_hash bytea NOT NULL,
    row_hash bytea NOT NULL,
    CONSTRAINT audit_log_pkey PRIMARY KEY (account_id, account_position)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- The ledger may add and read; nobody but this table's own owner holds more.
GRANT SELECT, INSERT ON ledger_audit.audit_log TO ledger_owner;

RESET ROLE;
COMMIT;
