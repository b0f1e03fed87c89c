-- Holds: money of an account that is set aside for a payment to come, and what became of it.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE DOMAIN ledger_private.hold_status AS text
    CONSTRAINT hold_status_is_known CHECK (
        VALUE IN ('OPEN', 'CAPTURED', 'RELEASED', 'EXPIRED')
    );
CREATE DOMAIN ledger_private.hold_event_type AS text
    CONSTRAINT hold_event_type_is_known CHECK (
        VALUE IN ('PLACE', 'INCREMENT', 'EXTEND', 'CAPTURE', 'RELEASE', 'EXPIRE')
    );

-- What a posting is made of, beside its transfer.
CREATE TYPE ledger_private.posting_link AS (
    transaction_id uuid,
    hold_id uuid,
    reverses_transaction_id uuid
);

-- No foreign keys, as on postings: the statement triggers prove the account.
CREATE TABLE ledger_private.hold (
    hold_id uuid NOT NULL
        CONSTRAINT hold_pkey PRIMARY KEY,
    account_id uuid NOT NULL,
    to_account_id uuid,
    group_id uuid,
    user_id bigint NOT NULL,
    placed_by bigint,
    event_count ledger_private.counter NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    expires_at timestamptz,
    minor_units smallint NOT NULL,
    is_freeze boolean NOT NULL DEFAULT false,
    currency text NOT NULL,
    amount ledger_private.positive_money NOT NULL,
    captured ledger_private.money NOT NULL DEFAULT 0,
    released ledger_private.money NOT NULL DEFAULT 0,
    remaining numeric(22, 4) NOT NULL
        GENERATED ALWAYS AS (greatest(amount - captured - released, 0)) STORED,
    tolerance_amount ledger_private.money NOT NULL DEFAULT 0,
    tolerance_percent ledger_private.money NOT NULL DEFAULT 0,
    tolerance numeric(22, 4) NOT NULL
        GENERATED ALWAYS AS (
            tolerance_amount + trunc(amount * tolerance_percent / 100, minor_units)
        ) STORED,
    status ledger_private.hold_status NOT NULL,
    description text,
    metadata jsonb,
    CONSTRAINT hold_amounts_are_not_negative CHECK (
        captured >= 0 AND released >= 0 AND tolerance_amount >= 0 AND tolerance_percent >= 0
    ),
    CONSTRAINT hold_is_open_while_something_remains CHECK ((status = 'OPEN') = (remaining > 0)),
    CONSTRAINT hold_is_not_exceeded CHECK (
        captured + released <= amount + tolerance AND released <= amount
    ),
    CONSTRAINT hold_accounts_differ CHECK (to_account_id <> account_id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX hold_account_id_idx ON ledger_private.hold (account_id, hold_id);
CREATE INDEX hold_open_account_id_idx ON ledger_private.hold (account_id)
WHERE status = 'OPEN';
CREATE INDEX hold_expires_at_idx ON ledger_private.hold (expires_at)
WHERE status = 'OPEN' AND expires_at IS NOT NULL;
CREATE INDEX hold_group_id_idx ON ledger_private.hold (group_id)
WHERE group_id IS NOT NULL;

-- Each step of a hold, numbered by the hold's event_count, beside the audit row that says who.
CREATE TABLE ledger_private.hold_event (
    hold_id uuid NOT NULL,
    event_number ledger_private.counter NOT NULL,
    account_id uuid NOT NULL,
    account_position bigint NOT NULL,
    user_id bigint NOT NULL,
    transaction_id uuid,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    event_type ledger_private.hold_event_type NOT NULL,
    amount ledger_private.money,
    amount_after ledger_private.money NOT NULL,
    captured_after ledger_private.money NOT NULL,
    released_after ledger_private.money NOT NULL,
    status_after ledger_private.hold_status NOT NULL,
    CONSTRAINT hold_event_pkey PRIMARY KEY (hold_id, event_number)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

RESET ROLE;
COMMIT;
