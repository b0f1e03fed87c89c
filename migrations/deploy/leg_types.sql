-- Types of transactions with any number of legs.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TYPE ledger.entry_request AS (
    account_id uuid,
    entry_type text,
    amount numeric,
    kind text,
    share numeric,
    currency text,
    description text,
    expected_version bigint
);

CREATE TYPE ledger.transaction_request AS (
    entries ledger.entry_request[],
    total numeric,
    idempotency_key text,
    description text,
    metadata jsonb,
    effective_at timestamptz,
    transaction_type text
);

CREATE TYPE ledger.transaction_result AS (
    item_number integer,
    transaction_id uuid,
    status text,
    failure_code text,
    failure_name text,
    failure_detail jsonb,
    is_replay boolean,
    amount numeric,
    currency text,
    entries jsonb,
    idempotency_key text,
    description text,
    metadata jsonb,
    transaction_type text,
    effective_at timestamptz,
    created_at timestamptz
);

-- One leg, from request to amount. share is a fraction of a total, or a weight.
CREATE TYPE ledger_private.requested_leg AS (
    item_number integer,
    leg_number integer,
    account_id uuid,
    user_id bigint,
    entry_type text,
    kind text,
    amount numeric,
    share numeric,
    currency text,
    minor_units smallint,
    description text,
    expected_version bigint,
    failure_code text,
    failure_detail jsonb,
    slot integer,
    available numeric,
    posted numeric
);

-- The legs of one transaction with their amounts, or why there are none.
CREATE TYPE ledger_private.resolved_legs AS (
    legs ledger_private.requested_leg[],
    failure_code text,
    failure_detail jsonb
);

-- Transactions asked for: an item each, and the legs of all, told apart by item_number.
CREATE TYPE ledger_private.examined_transactions AS (
    items ledger_private.posting_item[],
    legs ledger_private.requested_leg[]
);

-- One transaction decided: what to write, and the accounts after it.
CREATE TYPE ledger_private.decided_legs AS (
    item ledger_private.posting_item,
    accounts ledger_private.posting_account[],
    legs ledger_private.posting_leg[]
);

-- Transactions decided one after another: what to write, and the accounts after them.
CREATE TYPE ledger_private.decided_transactions AS (
    items ledger_private.posting_item[],
    accounts ledger_private.posting_account[],
    legs ledger_private.posting_leg[],
    added numeric[],
    has_replays boolean
);

COMMENT ON TYPE ledger.entry_request IS 'One leg of a transaction, for ledger.post_transaction; ledger.debit_leg and ledger.credit_leg write one.';
COMMENT ON COLUMN ledger.entry_request.account_id IS 'The account of the leg.';
COMMENT ON COLUMN ledger.entry_request.entry_type IS 'DEBIT (pays) or CREDIT (is paid).';
COMMENT ON COLUMN ledger.entry_request.amount IS 'Amount of the leg; its meaning depends on kind.';
COMMENT ON COLUMN ledger.entry_request.kind IS 'fixed, fraction, percent, up_to, weight or rest.';
COMMENT ON COLUMN ledger.entry_request.share IS 'The fraction, the percentage or the weight; NULL for other kinds.';
COMMENT ON COLUMN ledger.entry_request.currency IS 'Asset code, checked against the account; NULL: not checked.';
COMMENT ON COLUMN ledger.entry_request.description IS 'Free text of the leg, or NULL.';
COMMENT ON COLUMN ledger.entry_request.expected_version IS 'The version that the account must have, else the transaction is refused; NULL: any.';

COMMENT ON TYPE ledger.transaction_request IS 'One transaction of any number of legs, for ledger.post_transactions; the fields are the arguments of ledger.post_transaction.';
COMMENT ON COLUMN ledger.transaction_request.entries IS 'The legs, 2 to 1000.';
COMMENT ON COLUMN ledger.transaction_request.total IS 'The whole that fractions and percentages without an amount are taken of, in units of the currency, or NULL.';
COMMENT ON COLUMN ledger.transaction_request.idempotency_key IS 'Idempotency key of the request, or NULL.';
COMMENT ON COLUMN ledger.transaction_request.description IS 'Free text, or NULL.';
COMMENT ON COLUMN ledger.transaction_request.metadata IS 'JSON object, or NULL.';
COMMENT ON COLUMN ledger.transaction_request.effective_at IS 'The moment from which the transaction counts; NULL: now.';
COMMENT ON COLUMN ledger.transaction_request.transaction_type IS 'A word for the transaction''s kind; NULL: transaction.';

COMMENT ON TYPE ledger.transaction_result IS 'What became of one transaction of ledger.post_transactions, with its entries; transaction_id is NULL when nothing was recorded.';
COMMENT ON COLUMN ledger.transaction_result.item_number IS 'Number of the item in the request, from 1.';
COMMENT ON COLUMN ledger.transaction_result.transaction_id IS 'The transaction that records the item; NULL when nothing was recorded.';
COMMENT ON COLUMN ledger.transaction_result.status IS 'COMPLETED (posted) or FAILED (refused).';
COMMENT ON COLUMN ledger.transaction_result.failure_code IS 'Code from ledger.errors when refused, else NULL.';
COMMENT ON COLUMN ledger.transaction_result.failure_name IS 'Name of failure_code in ledger.errors, else NULL.';
COMMENT ON COLUMN ledger.transaction_result.failure_detail IS 'The values behind the refusal, a JSON object, or NULL.';
COMMENT ON COLUMN ledger.transaction_result.is_replay IS 'Whether the same request was answered before under its idempotency key.';
COMMENT ON COLUMN ledger.transaction_result.amount IS 'Amount moved or asked for, in units of the currency.';
COMMENT ON COLUMN ledger.transaction_result.currency IS 'Asset code of the amount.';
COMMENT ON COLUMN ledger.transaction_result.entries IS 'The entries that were written, a JSON array; NULL when refused.';
COMMENT ON COLUMN ledger.transaction_result.idempotency_key IS 'Idempotency key of the item, or NULL.';
COMMENT ON COLUMN ledger.transaction_result.description IS 'Free text of the request, or NULL.';
COMMENT ON COLUMN ledger.transaction_result.metadata IS 'JSON object of the request, or NULL.';
COMMENT ON COLUMN ledger.transaction_result.transaction_type IS 'A word for the transaction''s kind.';
COMMENT ON COLUMN ledger.transaction_result.effective_at IS 'The moment from which the transaction counts.';
COMMENT ON COLUMN ledger.transaction_result.created_at IS 'When the ledger posted or refused the transaction.';

COMMENT ON TYPE ledger_private.requested_leg IS 'One leg of a transaction, from request to amount.';
COMMENT ON COLUMN ledger_private.requested_leg.item_number IS 'Number of the leg''s transaction in the request, from 1.';
COMMENT ON COLUMN ledger_private.requested_leg.leg_number IS 'Number of the leg in its transaction, from 1.';
COMMENT ON COLUMN ledger_private.requested_leg.account_id IS 'The account of the leg.';
COMMENT ON COLUMN ledger_private.requested_leg.user_id IS 'The user who owns the account.';
COMMENT ON COLUMN ledger_private.requested_leg.entry_type IS 'DEBIT (pays) or CREDIT (is paid).';
COMMENT ON COLUMN ledger_private.requested_leg.kind IS 'fixed, share (a fraction or percentage), up_to, weight or rest.';
COMMENT ON COLUMN ledger_private.requested_leg.amount IS 'Amount that the request gives, in units of the currency, or NULL.';
COMMENT ON COLUMN ledger_private.requested_leg.share IS 'Fraction of a total for kind share, or a weight, which is 1 for kind rest.';
COMMENT ON COLUMN ledger_private.requested_leg.currency IS 'Asset code of the leg.';
COMMENT ON COLUMN ledger_private.requested_leg.minor_units IS 'How many decimals the leg''s amount may have.';
COMMENT ON COLUMN ledger_private.requested_leg.description IS 'Free text of the leg, or NULL.';
COMMENT ON COLUMN ledger_private.requested_leg.expected_version IS 'The version that the account must have; NULL: any.';
COMMENT ON COLUMN ledger_private.requested_leg.failure_code IS 'Code from ledger.errors when the leg is refused, else NULL.';
COMMENT ON COLUMN ledger_private.requested_leg.failure_detail IS 'The number of the leg, with the values behind the refusal when there is one.';
COMMENT ON COLUMN ledger_private.requested_leg.slot IS 'Place of the account in the array of posting_account; NULL when the transaction is not to be posted.';
COMMENT ON COLUMN ledger_private.requested_leg.available IS 'What an up_to leg may take from its account.';
COMMENT ON COLUMN ledger_private.requested_leg.posted IS 'Amount that the leg comes to; NULL before that is known.';

COMMENT ON TYPE ledger_private.resolved_legs IS 'The legs of one transaction with their amounts, or why there are none.';
COMMENT ON COLUMN ledger_private.resolved_legs.legs IS 'The legs with what each comes to.';
COMMENT ON COLUMN ledger_private.resolved_legs.failure_code IS 'Code from ledger.errors when the legs are refused, else NULL.';
COMMENT ON COLUMN ledger_private.resolved_legs.failure_detail IS 'The values behind the refusal, or NULL.';

COMMENT ON TYPE ledger_private.examined_transactions IS 'Transactions asked for, and the legs of all of them.';
COMMENT ON COLUMN ledger_private.examined_transactions.items IS 'One item for each transaction.';
COMMENT ON COLUMN ledger_private.examined_transactions.legs IS 'The legs of all transactions; item_number tells which transaction a leg belongs to.';

COMMENT ON TYPE ledger_private.decided_legs IS 'One transaction decided: what to write, and the accounts after it.';
COMMENT ON COLUMN ledger_private.decided_legs.item IS 'The transaction, COMPLETED or FAILED.';
COMMENT ON COLUMN ledger_private.decided_legs.accounts IS 'The accounts as they are after it.';
COMMENT ON COLUMN ledger_private.decided_legs.legs IS 'The entries to write.';

COMMENT ON TYPE ledger_private.decided_transactions IS 'Transactions decided one after another, and what that makes of their accounts and limits.';
COMMENT ON COLUMN ledger_private.decided_transactions.items IS 'The transactions, COMPLETED or FAILED, in the order of the request.';
COMMENT ON COLUMN ledger_private.decided_transactions.accounts IS 'The accounts as they are after all of them.';
COMMENT ON COLUMN ledger_private.decided_transactions.legs IS 'The entries to write: those of each completed item, in the order of the items.';
COMMENT ON COLUMN ledger_private.decided_transactions.added IS 'What they use of each of the limits that they were decided on; NULL for nothing.';
COMMENT ON COLUMN ledger_private.decided_transactions.has_replays IS 'Whether any of the items repeats a request that was answered before.';

RESET ROLE;
COMMIT;
