-- Types of the public face, and the one exact type of money.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE DOMAIN ledger_private.money AS numeric(22, 4)
    CONSTRAINT money_is_a_number CHECK (VALUE <> 'NaN'::numeric);

-- Domains, not CHECKs on the columns: a CHECK is parsed again by each statement that
-- writes the table and asked again for each column that did not change.
CREATE DOMAIN ledger_private.positive_money AS numeric(22, 4)
    CONSTRAINT positive_money_is_positive CHECK (VALUE > 0 AND VALUE <> 'NaN'::numeric);
CREATE DOMAIN ledger_private.counter AS bigint
    CONSTRAINT counter_is_not_negative CHECK (VALUE >= 0);
CREATE DOMAIN ledger_private.user_role AS text
    CONSTRAINT user_role_is_known CHECK (
        VALUE IN ('house', 'customer', 'service', 'operator', 'auditor', 'administrator')
    );
CREATE DOMAIN ledger_private.account_status AS text
    CONSTRAINT account_status_is_known CHECK (VALUE IN ('ACTIVE', 'SUSPENDED', 'CLOSED'));
CREATE DOMAIN ledger_private.account_class AS text
    CONSTRAINT account_class_is_known CHECK (
        VALUE IN ('asset', 'liability', 'equity', 'income', 'expense')
    );
CREATE DOMAIN ledger_private.transaction_status AS text
    CONSTRAINT transaction_status_is_known CHECK (
        VALUE IN ('PENDING', 'COMPLETED', 'FAILED', 'REVERSED')
    );
-- The length apart: counted in the pattern it took ten times as long as the rest of it.
CREATE DOMAIN ledger_private.transaction_type AS text
    CONSTRAINT transaction_type_is_a_word CHECK (
        length(VALUE) <= 40 AND VALUE ~ '^[a-z][a-z0-9_]*$'
    );
CREATE DOMAIN ledger_private.entry_type AS text
    CONSTRAINT entry_type_is_known CHECK (VALUE IN ('DEBIT', 'CREDIT'));

CREATE TYPE ledger.actor AS (
    user_id bigint,
    role text,
    ip_address inet,
    user_agent text,
    request_id text,
    scopes text[]
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

CREATE TYPE ledger.check_result AS (name text, ok boolean, detail jsonb);
CREATE TYPE ledger.metric AS (name text, label_name text, label text, value numeric);

CREATE TYPE ledger_private.candidates AS (transaction_ids uuid[], is_complete boolean);
CREATE TYPE ledger_private.candidate_part AS (
    transaction_ids uuid[],
    times timestamptz[],
    edge_at timestamptz,
    edge_id uuid
);

RESET ROLE;
COMMIT;
