-- Double entry: what each posting did to each account, numbered per account.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- The key serves an account's history; a transaction's entries are found through
-- the account and version that the transaction keeps, so no second index is paid for.
CREATE TABLE ledger_private.transaction_entry (
    entry_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY (CACHE 32),
    account_version ledger_private.counter NOT NULL,
    account_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    amount ledger_private.positive_money NOT NULL,
    balance_after ledger_private.money NOT NULL,
    entry_type ledger_private.entry_type NOT NULL,
    currency text NOT NULL,
    CONSTRAINT transaction_entry_pkey PRIMARY KEY (account_id, account_version)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

COMMENT ON TABLE ledger_private.transaction_entry IS 'Double-entry lines, append-only. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.transaction_entry.entry_id IS 'Number of the entry; says nothing about order, and is unique within a cell.';
COMMENT ON COLUMN ledger_private.transaction_entry.account_version IS 'Number of the entry among its account''s entries, from 1 without gap.';
COMMENT ON COLUMN ledger_private.transaction_entry.account_id IS 'The account that the entry changes.';
COMMENT ON COLUMN ledger_private.transaction_entry.transaction_id IS 'The transaction that the entry belongs to.';
COMMENT ON COLUMN ledger_private.transaction_entry.user_id IS 'The user who owns the account; the shard key.';
COMMENT ON COLUMN ledger_private.transaction_entry.created_at IS 'When the entry was booked.';
COMMENT ON COLUMN ledger_private.transaction_entry.amount IS 'Amount of the entry, positive, in units of the currency.';
COMMENT ON COLUMN ledger_private.transaction_entry.balance_after IS 'The account''s balance after this entry, in units of the currency.';
COMMENT ON COLUMN ledger_private.transaction_entry.entry_type IS 'DEBIT lowers the balance, CREDIT raises it.';
COMMENT ON COLUMN ledger_private.transaction_entry.currency IS 'ISO 4217 code.';

RESET ROLE;
COMMIT;
