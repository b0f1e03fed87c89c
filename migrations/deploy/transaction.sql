-- Transactions: one row per transfer or set of legs asked for, posted or refused by a rule.
-- Each row is also the event that a relay reads: xact_id orders it by commit.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- No foreign keys on rows that posting writes: the statement triggers in
-- Triggers of sql/posting/ prove the same references for all rows of a statement at once.
CREATE TABLE ledger_private.transaction (
    transaction_id uuid NOT NULL
        CONSTRAINT transaction_pkey PRIMARY KEY,
    from_account_id uuid,
    to_account_id uuid,
    user_id bigint NOT NULL,
    from_account_version bigint,
    to_account_version bigint,
    xact_id bigint NOT NULL,
    effective_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    completed_at timestamptz,
    amount ledger_private.positive_money,
    currency text,
    transaction_type ledger_private.transaction_type NOT NULL,
    status ledger_private.transaction_status NOT NULL,
    failure_code text,
    failure_detail jsonb,
    idempotency_key text,
    description text,
    metadata jsonb,
    leg_account_ids uuid[],
    leg_account_versions bigint[],
    reverses_transaction_id uuid,
    hold_id uuid,
    leg_descriptions text[],
    -- From one account to another, or two legs and more; legs of several currencies have
    -- no amount in common.
    CONSTRAINT transaction_names_its_accounts CHECK (
        CASE WHEN leg_account_ids IS NULL
            THEN from_account_id IS NOT NULL
                AND to_account_id IS NOT NULL
                AND from_account_id <> to_account_id
                AND amount IS NOT NULL
                AND currency IS NOT NULL
                AND leg_account_versions IS NULL
            ELSE from_account_id IS NULL
                AND to_account_id IS NULL
                AND from_account_version IS NULL
                AND to_account_version IS NULL
                AND cardinality(leg_account_ids) >= 2
                AND coalesce(
                    cardinality(leg_account_versions) = cardinality(leg_account_ids),
                    status = 'FAILED'
                )
                AND (amount IS NULL) = (currency IS NULL)
        END
    ),
    CONSTRAINT transaction_failure_has_its_code CHECK (
        (status = 'FAILED') = (failure_code IS NOT NULL)
    )
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- In commit order, for relays and proofs. Block ranges would be smaller, but those of the last
-- minute, which a relay reads, are not summarized yet; the B-tree's cost could not be measured.
CREATE INDEX transaction_xact_id_idx ON ledger_private.transaction (xact_id);

-- Few transactions are made of another or of a hold; the others pay nothing for these.
CREATE INDEX transaction_reverses_transaction_id_idx
ON ledger_private.transaction (reverses_transaction_id)
WHERE reverses_transaction_id IS NOT NULL;
CREATE INDEX transaction_hold_id_idx ON ledger_private.transaction (hold_id)
WHERE hold_id IS NOT NULL;
-- Refusals are few and have no entries to be found by.
CREATE INDEX transaction_from_account_id_created_at_transaction_id_idx
ON ledger_private.transaction (from_account_id, created_at, transaction_id)
WHERE status = 'FAILED';

RESET ROLE;
COMMIT;
