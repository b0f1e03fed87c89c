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
    remaining ledger_private.money NOT NULL
        GENERATED ALWAYS AS (greatest(amount - captured - released, 0)) STORED,
    tolerance_amount ledger_private.money NOT NULL DEFAULT 0,
    tolerance_percent ledger_private.money NOT NULL DEFAULT 0,
    tolerance ledger_private.money NOT NULL
        GENERATED ALWAYS AS (
            tolerance_amount + trunc(amount * tolerance_percent * 0.01, minor_units)
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

COMMENT ON TABLE ledger_private.hold IS 'Money of accounts set aside for payments to come. Distributed by user_id.';

COMMENT ON DOMAIN ledger_private.hold_status IS 'OPEN, CAPTURED, RELEASED or EXPIRED.';

COMMENT ON COLUMN ledger_private.hold.hold_id IS 'The hold''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger_private.hold.account_id IS 'The account whose money is held.';
COMMENT ON COLUMN ledger_private.hold.to_account_id IS 'The only account that the hold may be captured to; NULL: each capture names one.';
COMMENT ON COLUMN ledger_private.hold.group_id IS 'The group of holds that settle together, called by the id of its first hold where nobody chose another; NULL for a freeze.';
COMMENT ON COLUMN ledger_private.hold.user_id IS 'The user who owns the account.';
COMMENT ON COLUMN ledger_private.hold.placed_by IS 'The user who placed the hold; NULL for a database session.';
COMMENT ON COLUMN ledger_private.hold.event_count IS 'How many steps the hold has taken.';
COMMENT ON COLUMN ledger_private.hold.created_at IS 'When the hold was placed.';
COMMENT ON COLUMN ledger_private.hold.updated_at IS 'When the hold took its last step.';
COMMENT ON COLUMN ledger_private.hold.expires_at IS 'The moment from which the hold keeps nothing; NULL: it does not expire.';
COMMENT ON COLUMN ledger_private.hold.minor_units IS 'How many decimals the hold''s amounts may have.';
COMMENT ON COLUMN ledger_private.hold.is_freeze IS 'Whether an operator''s order froze the amount: no capture takes it.';
COMMENT ON COLUMN ledger_private.hold.currency IS 'Asset code of the hold''s amounts.';
COMMENT ON COLUMN ledger_private.hold.amount IS 'What was set aside, increments included, in units of the currency.';
COMMENT ON COLUMN ledger_private.hold.captured IS 'What was captured of the hold, in units of the currency.';
COMMENT ON COLUMN ledger_private.hold.released IS 'What was given back of the hold, in units of the currency.';
COMMENT ON COLUMN ledger_private.hold.remaining IS 'What the hold still keeps, in units of the currency.';
COMMENT ON COLUMN ledger_private.hold.tolerance_amount IS 'The agreed tolerance as an amount, else 0.';
COMMENT ON COLUMN ledger_private.hold.tolerance_percent IS 'The agreed tolerance as a share of the amount in percent, else 0.';
COMMENT ON COLUMN ledger_private.hold.tolerance IS 'How much more than the hold may be captured, in units of the currency.';
COMMENT ON COLUMN ledger_private.hold.status IS 'OPEN while something remains; then CAPTURED, RELEASED or EXPIRED by the step that ended it.';
COMMENT ON COLUMN ledger_private.hold.description IS 'Free text of whoever placed the hold, or NULL.';
COMMENT ON COLUMN ledger_private.hold.metadata IS 'JSON object of whoever placed the hold, or NULL.';

COMMENT ON TABLE ledger_private.hold_event IS 'Every step of every hold, append-only. Distributed by user_id.';

COMMENT ON DOMAIN ledger_private.hold_event_type IS 'PLACE, INCREMENT, EXTEND, CAPTURE, RELEASE or EXPIRE.';

COMMENT ON COLUMN ledger_private.hold_event.hold_id IS 'The hold that took the step.';
COMMENT ON COLUMN ledger_private.hold_event.event_number IS 'Number of the step among its hold''s steps, from 1 without gap.';
COMMENT ON COLUMN ledger_private.hold_event.account_id IS 'The account that the hold is on.';
COMMENT ON COLUMN ledger_private.hold_event.account_position IS 'Place of the step''s audit row in the account''s audit chain.';
COMMENT ON COLUMN ledger_private.hold_event.user_id IS 'The user who owns the account; the shard key.';
COMMENT ON COLUMN ledger_private.hold_event.transaction_id IS 'The transaction of a capture; NULL for other steps.';
COMMENT ON COLUMN ledger_private.hold_event.created_at IS 'When the step was taken.';
COMMENT ON COLUMN ledger_private.hold_event.expires_at IS 'The hold''s expiry after the step; NULL: it does not expire.';
COMMENT ON COLUMN ledger_private.hold_event.event_type IS 'PLACE, INCREMENT, EXTEND, CAPTURE, RELEASE or EXPIRE.';
COMMENT ON COLUMN ledger_private.hold_event.amount IS 'What the step added, captured or released, in units of the hold''s currency; NULL where it moved nothing.';
COMMENT ON COLUMN ledger_private.hold_event.amount_after IS 'The hold''s amount after this step.';
COMMENT ON COLUMN ledger_private.hold_event.captured_after IS 'What was captured of the hold after this step.';
COMMENT ON COLUMN ledger_private.hold_event.released_after IS 'What was given back of the hold after this step.';
COMMENT ON COLUMN ledger_private.hold_event.status_after IS 'The hold''s status after this step.';

COMMENT ON TYPE ledger_private.posting_link IS 'What a posting is made of, beside its transfer: its id, and a hold or the transaction that it reverses.';
COMMENT ON COLUMN ledger_private.posting_link.transaction_id IS 'The id that the posting gets.';
COMMENT ON COLUMN ledger_private.posting_link.hold_id IS 'The hold that the posting captures, or NULL.';
COMMENT ON COLUMN ledger_private.posting_link.reverses_transaction_id IS 'The transaction that the posting reverses, or NULL.';

RESET ROLE;
COMMIT;
