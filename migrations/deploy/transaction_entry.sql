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

RESET ROLE;
COMMIT;
