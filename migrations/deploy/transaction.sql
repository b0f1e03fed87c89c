-- Transactions: one row per transfer or set of legs asked for, posted or refused by a rule,
-- and who asked. Each row is also an event of the feed.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_audit_owner;

-- The audit owner's, who lets the ledger add and read and nothing else. No foreign keys on
-- rows that posting writes: the triggers in sql/posting/triggers prove the same references.
CREATE TABLE ledger_audit.transaction (
    transaction_id uuid NOT NULL
        CONSTRAINT transaction_pkey PRIMARY KEY,
    from_account_id uuid,
    to_account_id uuid,
    user_id bigint NOT NULL,
    from_account_version bigint,
    to_account_version bigint,
    -- A hint: where to look for what is not numbered yet, and what was written together.
    xact_id bigint NOT NULL,
    effective_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    actor_user_id bigint,
    amount ledger_private.positive_money,
    currency text,
    transaction_type ledger_private.transaction_type NOT NULL,
    status ledger_private.transaction_status NOT NULL,
    failure_code text,
    failure_detail jsonb,
    idempotency_key text COLLATE "C",
    description text,
    metadata jsonb,
    leg_account_ids uuid[],
    leg_account_versions bigint[],
    reverses_transaction_id uuid,
    hold_id uuid,
    leg_descriptions text[],
    user_role text NOT NULL,
    database_user text NOT NULL,
    ip_address inet,
    user_agent text,
    request_id text
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- For numbering what has been committed. Block ranges would be smaller, but those of the last
-- minute are not summarized yet; the B-tree's cost could not be measured.
CREATE INDEX transaction_xact_id_idx ON ledger_audit.transaction (xact_id);

-- For reports of a time, the newest first, and of a request; entries are found through these too.
CREATE INDEX transaction_created_at_idx ON ledger_audit.transaction (created_at);
CREATE INDEX transaction_request_id_idx ON ledger_audit.transaction (request_id)
WHERE request_id IS NOT NULL;

-- Few transactions are made of another or of a hold; the others pay nothing for these.
CREATE INDEX transaction_reverses_transaction_id_idx
ON ledger_audit.transaction (reverses_transaction_id)
WHERE reverses_transaction_id IS NOT NULL;
CREATE INDEX transaction_hold_id_idx ON ledger_audit.transaction (hold_id)
WHERE hold_id IS NOT NULL;
-- Refusals are few and have no entries to be found by.
CREATE INDEX transaction_from_account_id_created_at_transaction_id_idx
ON ledger_audit.transaction (from_account_id, created_at, transaction_id)
WHERE status = 'FAILED';
-- A refusal keeps no key, so it is not found through the keys.
CREATE INDEX transaction_idempotency_key_idx
ON ledger_audit.transaction (idempotency_key)
WHERE status = 'FAILED';

GRANT SELECT, INSERT ON ledger_audit.transaction TO ledger_owner;
-- For foreign keys from an operator's own tables.
GRANT REFERENCES (transaction_id) ON ledger_audit.transaction TO ledger_operator;

COMMENT ON INDEX ledger_audit.transaction_xact_id_idx IS 'Leads to the transactions that have no position in the feed yet.';

COMMENT ON TABLE ledger_audit.transaction IS 'Transactions, posted or refused; each is an event of the feed. Distributed by user_id.';
COMMENT ON COLUMN ledger_audit.transaction.transaction_id IS 'The transaction''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger_audit.transaction.from_account_id IS 'The account that pays; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger_audit.transaction.to_account_id IS 'The account that is paid; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger_audit.transaction.user_id IS 'The customer who pays, or who is paid when the house pays; 0 when neither side is a customer. The shard key.';
COMMENT ON COLUMN ledger_audit.transaction.from_account_version IS 'Number of the paying account''s entry; NULL when refused, and where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger_audit.transaction.to_account_version IS 'Number of the paid account''s entry; NULL when refused, and where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger_audit.transaction.xact_id IS 'Number of the database transaction that wrote it, in the cluster where it was written: a hint that is compared within one incarnation only and is not kept as an order.';
COMMENT ON COLUMN ledger_audit.transaction.effective_at IS 'The moment from which the transaction counts; created_at unless the caller gave another.';
COMMENT ON COLUMN ledger_audit.transaction.created_at IS 'When the ledger posted or refused the transaction.';
COMMENT ON COLUMN ledger_audit.transaction.actor_user_id IS 'The user who asked for the transaction; NULL for a database session.';
COMMENT ON COLUMN ledger_audit.transaction.amount IS 'Amount moved, positive, in units of the currency; NULL when its legs are in several currencies.';
COMMENT ON COLUMN ledger_audit.transaction.currency IS 'Asset code of the amount; NULL when its legs are in several currencies.';
COMMENT ON COLUMN ledger_audit.transaction.transaction_type IS 'A word for the transaction''s kind: transfer, deposit, withdrawal, or the caller''s own.';
COMMENT ON COLUMN ledger_audit.transaction.status IS 'COMPLETED, FAILED (refused, nothing moved) or REVERSED (all of it was given back).';
COMMENT ON COLUMN ledger_audit.transaction.failure_code IS 'Code from ledger.errors when the transaction was refused, else NULL.';
COMMENT ON COLUMN ledger_audit.transaction.failure_detail IS 'The values behind the refusal, a JSON object; NULL when the transaction was posted.';
COMMENT ON COLUMN ledger_audit.transaction.idempotency_key IS 'The idempotency key that the request carried, or NULL.';
COMMENT ON COLUMN ledger_audit.transaction.description IS 'Free text of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN ledger_audit.transaction.metadata IS 'JSON object of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN ledger_audit.transaction.leg_account_ids IS 'Accounts of the transaction''s entries, one for each; NULL for a transfer from one account to another.';
COMMENT ON COLUMN ledger_audit.transaction.leg_account_versions IS 'Numbers of the entries in the accounts of leg_account_ids, in the same order; NULL when refused, and for a transfer from one account to another.';
COMMENT ON COLUMN ledger_audit.transaction.reverses_transaction_id IS 'The transaction that this one takes back, in part or whole; NULL when it is no reversal.';
COMMENT ON COLUMN ledger_audit.transaction.hold_id IS 'The hold that the transaction captures; NULL when it is no capture.';
COMMENT ON COLUMN ledger_audit.transaction.leg_descriptions IS 'What each leg says for itself; NULL elements say nothing, NULL when none does.';
COMMENT ON COLUMN ledger_audit.transaction.user_role IS 'Role of whoever asked for the transaction; database for a database session.';
COMMENT ON COLUMN ledger_audit.transaction.database_user IS 'The database login (session_user) through which the transaction was asked for.';
COMMENT ON COLUMN ledger_audit.transaction.ip_address IS 'Where the request for the transaction came from, as the gateway saw it.';
COMMENT ON COLUMN ledger_audit.transaction.user_agent IS 'Software that sent the request for the transaction.';
COMMENT ON COLUMN ledger_audit.transaction.request_id IS 'Correlation id of the request for the transaction.';

RESET ROLE;
COMMIT;
