-- Double entry: what each posting did to each account, numbered per account. The entry is
-- its own audit row: with the transaction that it names it says who did what, and its hash
-- is a link of its account's chain.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_audit_owner;

-- Audit rows and entries, which are audit rows too, are numbered together.
CREATE SEQUENCE ledger_audit.log_id_seq CACHE 32;

-- The key serves an account's history; a transaction's entries are found through
-- the account and version that the transaction keeps, so no second index is paid for.
CREATE TABLE ledger_audit.transaction_entry (
    entry_id bigint NOT NULL DEFAULT nextval('ledger_audit.log_id_seq'),
    account_version ledger_private.counter NOT NULL,
    account_position ledger_private.counter NOT NULL,
    account_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    amount ledger_private.positive_money NOT NULL,
    balance_after ledger_private.money NOT NULL,
    entry_type ledger_private.entry_type NOT NULL,
    currency text NOT NULL,
    row_hash bytea NOT NULL,
    is_folded boolean NOT NULL DEFAULT false,
    CONSTRAINT transaction_entry_pkey PRIMARY KEY (account_id, account_version)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- A transaction whose credit was folded later does not know its entry's number. Others pay nothing.
CREATE UNIQUE INDEX transaction_entry_transaction_id_idx
ON ledger_audit.transaction_entry (transaction_id)
WHERE is_folded;

-- Whether an account ever had a credit folded.
CREATE INDEX transaction_entry_account_id_idx
ON ledger_audit.transaction_entry (account_id)
WHERE is_folded;

-- Credits of accounts that accumulate, from their transaction until they become entries.
CREATE TABLE ledger_audit.open_credit (
    account_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    amount ledger_private.positive_money NOT NULL,
    CONSTRAINT open_credit_pkey PRIMARY KEY (account_id, transaction_id)
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);

GRANT SELECT, INSERT, DELETE ON ledger_audit.open_credit TO ledger_owner;
GRANT SELECT, INSERT ON ledger_audit.transaction_entry TO ledger_owner;
GRANT USAGE ON SEQUENCE ledger_audit.log_id_seq TO ledger_owner;

COMMENT ON TABLE ledger_audit.transaction_entry IS 'Double-entry lines, append-only; each is the audit row of what it did. Distributed by user_id.';
COMMENT ON COLUMN ledger_audit.transaction_entry.entry_id IS 'Number of the entry; says nothing about order, and is unique within a cell.';
COMMENT ON COLUMN ledger_audit.transaction_entry.account_version IS 'Number of the entry among its account''s entries, from 1 without gap.';
COMMENT ON COLUMN ledger_audit.transaction_entry.account_id IS 'The account that the entry changes.';
COMMENT ON COLUMN ledger_audit.transaction_entry.transaction_id IS 'The transaction that the entry belongs to.';
COMMENT ON COLUMN ledger_audit.transaction_entry.user_id IS 'The user who owns the account; the shard key.';
COMMENT ON COLUMN ledger_audit.transaction_entry.created_at IS 'When the entry was booked.';
COMMENT ON COLUMN ledger_audit.transaction_entry.amount IS 'Amount of the entry, positive, in units of the currency.';
COMMENT ON COLUMN ledger_audit.transaction_entry.balance_after IS 'The account''s balance after this entry, in units of the currency.';
COMMENT ON COLUMN ledger_audit.transaction_entry.entry_type IS 'DEBIT lowers the balance, CREDIT raises it.';
COMMENT ON COLUMN ledger_audit.transaction_entry.currency IS 'Asset code.';
COMMENT ON COLUMN ledger_audit.transaction_entry.account_position IS 'Place of the entry in the account''s audit chain, from 1 without gap.';
COMMENT ON COLUMN ledger_audit.transaction_entry.row_hash IS 'SHA-256 of all that the call posted, and of what its accounts'' chains ended with before: one link for all entries of a call.';
COMMENT ON COLUMN ledger_audit.transaction_entry.is_folded IS 'Whether the entry was an open credit before; then its transaction does not name its number.';
COMMENT ON INDEX ledger_audit.transaction_entry_transaction_id_idx IS 'Finds the entry of a folded credit, of which a transaction has at most one.';
COMMENT ON INDEX ledger_audit.transaction_entry_account_id_idx IS 'Tells whether an account has folded credits, which bear other times than their transactions.';
COMMENT ON TABLE ledger_audit.open_credit IS 'Credits that are not folded into their account''s balance yet, in place of their entries. Distributed by user_id.';
COMMENT ON COLUMN ledger_audit.open_credit.account_id IS 'The account that is paid.';
COMMENT ON COLUMN ledger_audit.open_credit.transaction_id IS 'The transaction that pays it.';
COMMENT ON COLUMN ledger_audit.open_credit.user_id IS 'The user who owns the account; the shard key.';
COMMENT ON COLUMN ledger_audit.open_credit.created_at IS 'When the credit was booked.';
COMMENT ON COLUMN ledger_audit.open_credit.amount IS 'Amount of the credit, positive, in units of the currency.';
COMMENT ON SEQUENCE ledger_audit.log_id_seq IS 'Numbers entries and audit rows.';

RESET ROLE;
COMMIT;
