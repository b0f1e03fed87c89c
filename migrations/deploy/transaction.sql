-- Transactions: one row per transfer asked for, posted or refused by a rule.
-- Each row is also the event that a relay reads: xact_id orders it by commit.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- No foreign keys on rows that posting writes: the statement triggers in
-- sql/triggers/ prove the same references for all rows of a statement at once.
CREATE TABLE ledger_private.transaction (
    transaction_id uuid NOT NULL
        CONSTRAINT transaction_pkey PRIMARY KEY,
    from_account_id uuid NOT NULL,
    to_account_id uuid NOT NULL,
    user_id bigint NOT NULL,
    from_account_version bigint,
    to_account_version bigint,
    xact_id bigint NOT NULL,
    effective_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    completed_at timestamptz,
    amount ledger_private.positive_money NOT NULL,
    currency text NOT NULL,
    transaction_type ledger_private.transaction_type NOT NULL,
    status ledger_private.transaction_status NOT NULL,
    failure_code text,
    failure_detail jsonb,
    idempotency_key text,
    description text,
    metadata jsonb,
    CONSTRAINT transaction_accounts_differ CHECK (from_account_id <> to_account_id),
    CONSTRAINT transaction_failure_has_its_code CHECK (
        (status = 'FAILED') = (failure_code IS NOT NULL)
    )
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- Rows arrive nearly in xid order: a block-range index costs posting almost nothing.
CREATE INDEX transaction_xact_id_idx ON ledger_private.transaction
    USING brin (xact_id) WITH (pages_per_range = 32, autosummarize = on);

RESET ROLE;
COMMIT;
