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
    amount ledger_private.money NOT NULL
        CONSTRAINT transaction_amount_is_positive CHECK (amount > 0),
    currency text NOT NULL,
    transaction_type text NOT NULL
        CONSTRAINT transaction_type_is_a_word CHECK (transaction_type ~ '^[a-z][a-z0-9_]{0,39}$'),
    status text NOT NULL
        CONSTRAINT transaction_status_is_known CHECK (
            status IN ('PENDING', 'COMPLETED', 'FAILED', 'REVERSED')
        ),
    failure_code text,
    failure_detail jsonb,
    idempotency_key text,
    description text,
    metadata jsonb,
    CONSTRAINT transaction_accounts_differ CHECK (from_account_id <> to_account_id),
    CONSTRAINT transaction_failure_has_its_code CHECK (
        (status = 'FAILED') = (failure_code IS NOT NULL)
    ),
    CONSTRAINT transaction_completed_has_versions CHECK (
        status <> 'COMPLETED'
        OR (
            from_account_version IS NOT NULL
            AND to_account_version IS NOT NULL
            AND completed_at IS NOT NULL
        )
    )
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- Rows arrive nearly in xid order: a block-range index costs posting almost nothing.
CREATE INDEX transaction_xact_id_idx ON ledger_private.transaction
    USING brin (xact_id) WITH (pages_per_range = 32, autosummarize = on);

RESET ROLE;
COMMIT;
