-- Accounts, and the codes people know them by.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- Room on each page keeps balance updates on it (HOT), so no index is touched by posting.
-- No CHECKs, which every statement that posts would parse: account_check_balance asks them.
CREATE TABLE ledger_private.account (
    account_id uuid NOT NULL
        CONSTRAINT account_pkey PRIMARY KEY,
    user_id bigint NOT NULL
        CONSTRAINT account_user_id_fkey REFERENCES ledger_private.app_user (user_id),
    version ledger_private.counter NOT NULL DEFAULT 0,
    audit_position ledger_private.counter NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    closed_at timestamptz,
    minor_units smallint NOT NULL,
    has_rules boolean NOT NULL DEFAULT false,
    code_number smallint NOT NULL DEFAULT 1,
    allows_credits boolean NOT NULL DEFAULT true,
    accumulates boolean NOT NULL DEFAULT false,
    currency text NOT NULL
        CONSTRAINT account_currency_fkey REFERENCES ledger_private.currency (currency),
    balance ledger_private.money NOT NULL DEFAULT 0,
    held ledger_private.money NOT NULL DEFAULT 0,
    min_balance ledger_private.money,
    max_balance ledger_private.money,
    status ledger_private.account_status NOT NULL DEFAULT 'ACTIVE',
    account_class ledger_private.account_class NOT NULL,
    category_id uuid,
    merged_into_account_id uuid,
    audit_hash bytea NOT NULL DEFAULT '\x',
    name ledger_private.name_text,
    metadata jsonb NOT NULL DEFAULT '{}'
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);

CREATE INDEX account_user_id_idx ON ledger_private.account (user_id, account_id);
CREATE INDEX account_currency_idx ON ledger_private.account (currency, account_id);
CREATE INDEX account_status_idx ON ledger_private.account (status, account_id);
-- For proofs of folds; such accounts are few.
CREATE INDEX account_accumulates_idx ON ledger_private.account (account_id) WHERE accumulates;
-- Posting never changes metadata, so its updates stay HOT beside this index.
CREATE INDEX account_metadata_idx ON ledger_private.account USING gin (metadata jsonb_path_ops);

-- Unique across all users, so it is a table keyed by that value. An account keeps the codes
-- it once had; the one numbered account.code_number is its present one.
CREATE TABLE ledger_private.account_code (
    code ledger_private.unique_text NOT NULL
        CONSTRAINT account_code_pkey PRIMARY KEY
        CONSTRAINT account_code_has_a_sane_length CHECK (length(code) BETWEEN 1 AND 222),
    account_id uuid NOT NULL
        CONSTRAINT account_code_account_id_fkey REFERENCES ledger_private.account (account_id),
    user_id bigint NOT NULL,
    code_number smallint NOT NULL DEFAULT 1,
    CONSTRAINT account_code_account_id_code_number_key UNIQUE (account_id, code_number)
);

COMMENT ON TABLE ledger_private.account IS 'Accounts with their balance. Distributed by user_id. Only posting changes a balance.';
COMMENT ON COLUMN ledger_private.account.account_id IS 'The account''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger_private.account.user_id IS 'The user who owns the account; 0 is the house.';
COMMENT ON COLUMN ledger_private.account.version IS 'How many entries the account has in this cell; only postings raise it.';
COMMENT ON COLUMN ledger_private.account.audit_position IS 'How many audit rows the account has.';
COMMENT ON COLUMN ledger_private.account.created_at IS 'When the account was opened.';
COMMENT ON COLUMN ledger_private.account.updated_at IS 'When the account last changed.';
COMMENT ON COLUMN ledger_private.account.closed_at IS 'When the account was closed, or NULL.';
COMMENT ON COLUMN ledger_private.account.minor_units IS 'How many decimals an amount of the account may have.';
COMMENT ON COLUMN ledger_private.account.has_rules IS 'Whether posting must ask more of this account than its columns say.';
COMMENT ON COLUMN ledger_private.account.code_number IS 'Number of the account''s present code; NULL while it has none.';
COMMENT ON COLUMN ledger_private.account.allows_credits IS 'Whether money may come in: an active account''s, or a suspended one''s by choice.';
COMMENT ON COLUMN ledger_private.account.accumulates IS 'Whether credits may be kept without the row''s lock, and folded into the balance later.';
COMMENT ON COLUMN ledger_private.account.currency IS 'Asset code of the balance.';
COMMENT ON COLUMN ledger_private.account.balance IS 'Credits less debits, in units of the currency.';
COMMENT ON COLUMN ledger_private.account.held IS 'What open holds keep of the balance, in units of the currency.';
COMMENT ON COLUMN ledger_private.account.min_balance IS 'Floor of the available balance; NULL for none.';
COMMENT ON COLUMN ledger_private.account.max_balance IS 'Ceiling of the balance; NULL for none.';
COMMENT ON COLUMN ledger_private.account.status IS 'ACTIVE, SUSPENDED (pays nothing) or CLOSED (final).';
COMMENT ON COLUMN ledger_private.account.account_class IS 'asset, liability, equity, income or expense.';
COMMENT ON COLUMN ledger_private.account.category_id IS 'The category the account is sorted into, or NULL.';
COMMENT ON COLUMN ledger_private.account.merged_into_account_id IS 'The account that took over this one''s balance and codes, or NULL.';
COMMENT ON COLUMN ledger_private.account.audit_hash IS 'row_hash of the account''s newest audit row: the head of its chain.';
COMMENT ON COLUMN ledger_private.account.name IS 'Name of the account to show, or NULL.';
COMMENT ON COLUMN ledger_private.account.metadata IS 'JSON object that belongs to the account.';

COMMENT ON TABLE ledger_private.account_code IS 'Codes of accounts, present and past. Keyed by the code.';
COMMENT ON COLUMN ledger_private.account_code.code IS 'A code that leads to the account, present or past; unique for ever. One that a customer chose begins with ~<user_id>/.';
COMMENT ON COLUMN ledger_private.account_code.account_id IS 'The account that the code leads to.';
COMMENT ON COLUMN ledger_private.account_code.user_id IS 'The owner of the account; the shard key.';
COMMENT ON COLUMN ledger_private.account_code.code_number IS 'Number of the code among its account''s codes, from 1.';

RESET ROLE;
COMMIT;
