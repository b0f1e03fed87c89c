-- Types of the public face, and the one exact type of money.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE DOMAIN ledger_private.money AS numeric(22, 4)
    CONSTRAINT money_is_a_number CHECK (VALUE <> 'NaN'::numeric);

CREATE TYPE ledger.actor AS (
    user_id bigint,
    role text,
    ip_address inet,
    user_agent text,
    request_id text
);

CREATE TYPE ledger.account_request AS (
    currency text,
    user_id bigint,
    account_class text,
    code text,
    name text,
    min_balance numeric,
    max_balance numeric,
    metadata jsonb
);

CREATE TYPE ledger.transfer_request AS (
    from_account_id uuid,
    to_account_id uuid,
    amount numeric,
    currency text,
    idempotency_key text,
    description text,
    metadata jsonb,
    effective_at timestamptz,
    transaction_type text,
    expected_version bigint
);

CREATE TYPE ledger.transfer_result AS (
    item_number integer,
    transaction_id uuid,
    status text,
    failure_code text,
    failure_name text,
    failure_detail jsonb,
    is_replay boolean,
    from_account_id uuid,
    to_account_id uuid,
    amount numeric,
    currency text,
    from_balance numeric,
    to_balance numeric,
    from_account_version bigint,
    to_account_version bigint,
    idempotency_key text,
    description text,
    metadata jsonb,
    transaction_type text,
    effective_at timestamptz,
    created_at timestamptz
);

CREATE TYPE ledger.check_result AS (
    name text,
    ok boolean,
    detail jsonb
);

RESET ROLE;
COMMIT;
