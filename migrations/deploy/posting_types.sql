-- What the posting engine works on between request and rows.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- One account while a batch works on it: its locked row, then what the batch made of it.
CREATE TYPE ledger_private.posting_account AS (
    account_id uuid,
    user_id bigint,
    status text,
    floor numeric,
    ceiling numeric,
    balance numeric,
    held numeric,
    version bigint,
    audit_position bigint,
    audit_hash bytea,
    updated_at timestamptz,
    has_rules boolean,
    allows_credits boolean,
    limit_slots integer[]
);

-- What a posting uses of the limits on one account: those numbered limit_slots.
CREATE TYPE ledger_private.posting_use AS (
    limit_slots integer[],
    account_id uuid,
    user_id bigint,
    direction text,
    currency text,
    minor_units smallint,
    transaction_type text,
    amount numeric,
    uses integer,
    total numeric
);

-- One item of a batch, from request to result. Its actor is NULL when the batch has one for all.
CREATE TYPE ledger_private.posting_item AS (
    item_number integer,
    transaction_id uuid,
    status text,
    failure_code text,
    failure_detail jsonb,
    is_replay boolean,
    request_digest bytea,
    from_slot integer,
    to_slot integer,
    from_account_id uuid,
    to_account_id uuid,
    user_id bigint,
    to_user_id bigint,
    amount numeric,
    currency text,
    minor_units smallint,
    idempotency_key text,
    description text,
    metadata jsonb,
    transaction_type text,
    expected_version bigint,
    from_balance numeric,
    to_balance numeric,
    from_account_version bigint,
    to_account_version bigint,
    effective_at timestamptz,
    created_at timestamptz,
    leg_account_ids uuid[],
    leg_account_versions bigint[],
    reverses_transaction_id uuid,
    hold_id uuid,
    actor ledger.actor,
    leg_descriptions text[],
    uses ledger_private.posting_use[]
);

-- What one posting does to one account: an entry and its audit row.
CREATE TYPE ledger_private.posting_leg AS (
    transaction_id uuid,
    account_id uuid,
    account_user_id bigint,
    entry_type text,
    amount numeric,
    currency text,
    account_version bigint,
    old_balance numeric,
    new_balance numeric,
    audit_position bigint,
    previous_hash bytea,
    row_hash bytea,
    actor ledger.actor
);

COMMENT ON TYPE ledger_private.posting_account IS 'A locked account while a batch works on it.';

COMMENT ON TYPE ledger_private.posting_use IS 'What a posting uses of the limits on one account.';

COMMENT ON TYPE ledger_private.posting_item IS 'One item of a batch, from request to result.';

COMMENT ON TYPE ledger_private.posting_leg IS 'What a posting does to one account: an entry and its audit row.';

RESET ROLE;
COMMIT;
