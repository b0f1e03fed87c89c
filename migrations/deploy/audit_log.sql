-- Who changed what about an account, from where; a posting's audit rows are its entries.
-- Both are links of one hash chain per account.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_audit_owner;

CREATE TABLE ledger_audit.audit_log (
    log_id bigint NOT NULL DEFAULT nextval('ledger_audit.log_id_seq'),
    account_position bigint NOT NULL,
    account_version bigint NOT NULL,
    account_id uuid NOT NULL,
    account_user_id bigint NOT NULL,
    user_id bigint,
    created_at timestamptz NOT NULL,
    balance numeric NOT NULL,
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

-- Readers that go by time ask for these, which are few or none, and pay nothing for the rest.
CREATE INDEX audit_log_repair_idx ON ledger_audit.audit_log (account_id, account_position)
    WHERE action = 'REPAIR';
-- For reports; acts that are no postings are few.
CREATE INDEX audit_log_created_at_idx ON ledger_audit.audit_log (created_at);
CREATE INDEX audit_log_request_id_idx ON ledger_audit.audit_log (request_id)
WHERE request_id IS NOT NULL;

-- The ledger may add and read; nobody but this table's own owner holds more.
GRANT SELECT, INSERT ON ledger_audit.audit_log TO ledger_owner;

COMMENT ON TABLE ledger_audit.audit_log IS 'One row per opening, hold, status or limit change; with the entries, which are the audit rows of postings, chained by hash per account. Distributed by account_user_id.';
COMMENT ON COLUMN ledger_audit.audit_log.log_id IS 'Number of the audit row; says nothing about order, and is unique within a cell.';
COMMENT ON COLUMN ledger_audit.audit_log.account_position IS 'Place of the row in the account''s audit chain, from 1 without gap.';
COMMENT ON COLUMN ledger_audit.audit_log.account_id IS 'The account that was changed.';
COMMENT ON COLUMN ledger_audit.audit_log.account_version IS 'How many entries the account had when it was changed.';
COMMENT ON COLUMN ledger_audit.audit_log.account_user_id IS 'The user who owns the account; the shard key.';
COMMENT ON COLUMN ledger_audit.audit_log.user_id IS 'The user who acted; NULL for a database session.';
COMMENT ON COLUMN ledger_audit.audit_log.created_at IS 'When the change was made.';
COMMENT ON COLUMN ledger_audit.audit_log.balance IS 'The account''s balance when it was changed, in units of the currency.';
COMMENT ON COLUMN ledger_audit.audit_log.action IS 'What was done to the account: OPEN, HOLD, STATUS, BOUNDS, LIMIT, NAME, RENAME, CATEGORY, METADATA, ACCUMULATE, MERGE, DELEGATE, UNDELEGATE or REPAIR.';
COMMENT ON COLUMN ledger_audit.audit_log.user_role IS 'Role of whoever acted; database for a database session.';
COMMENT ON COLUMN ledger_audit.audit_log.database_user IS 'The database login (session_user) through which it came.';
COMMENT ON COLUMN ledger_audit.audit_log.ip_address IS 'Where the request came from, as the gateway saw it.';
COMMENT ON COLUMN ledger_audit.audit_log.user_agent IS 'Software that sent the request.';
COMMENT ON COLUMN ledger_audit.audit_log.request_id IS 'Correlation id of the request.';
COMMENT ON COLUMN ledger_audit.audit_log.detail IS 'What changed: old and new values by name.';
COMMENT ON COLUMN ledger_audit.audit_log.previous_hash IS 'row_hash of the entry or audit row before in the account''s chain; empty for the first.';
COMMENT ON COLUMN ledger_audit.audit_log.row_hash IS 'SHA-256 over previous_hash and the facts of this row.';

RESET ROLE;
COMMIT;
