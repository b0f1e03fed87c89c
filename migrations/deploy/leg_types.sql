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

RESET ROLE;
COMMIT;
