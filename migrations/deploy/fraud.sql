-- What fraud checks remember of accounts, and how far they have come.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE DOMAIN ledger_private.fraud_direction AS text
    CONSTRAINT fraud_direction_is_known CHECK (VALUE IN ('out', 'in'));
CREATE DOMAIN ledger_private.fraud_unit AS text
    CONSTRAINT fraud_unit_is_known CHECK (VALUE IN ('m', 'h', 'd'));

-- One row: whoever observes holds it, so that events are observed one after another.
CREATE TABLE ledger_private.fraud_progress (
    is_only boolean NOT NULL DEFAULT true
        CONSTRAINT fraud_progress_pkey PRIMARY KEY
        CONSTRAINT fraud_progress_is_one_row CHECK (is_only),
    last_position bigint NOT NULL,
    observed_at timestamptz NOT NULL
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

INSERT INTO ledger_private.fraud_progress (last_position, observed_at) VALUES (0, '-infinity');

-- The last payments of an account, 32 of each direction.
CREATE TABLE ledger_private.fraud_account (
    account_id uuid NOT NULL
        CONSTRAINT fraud_account_pkey PRIMARY KEY,
    user_id bigint NOT NULL,
    last_at timestamptz,
    last_in_at timestamptz,
    out_amounts numeric[] NOT NULL DEFAULT '{}',
    out_times timestamptz[] NOT NULL DEFAULT '{}',
    in_amounts numeric[] NOT NULL DEFAULT '{}',
    in_times timestamptz[] NOT NULL DEFAULT '{}'
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

-- A ring for each unit: 60 minutes, 168 hours, 30 days. A slot is taken again, never deleted.
CREATE TABLE ledger_private.fraud_bucket (
    account_id uuid NOT NULL,
    bucket_number bigint NOT NULL,
    outs integer NOT NULL,
    ins integer NOT NULL,
    refused integer NOT NULL,
    slot smallint NOT NULL,
    unit ledger_private.fraud_unit COLLATE "C" NOT NULL,
    out_amount numeric NOT NULL,
    in_amount numeric NOT NULL,
    CONSTRAINT fraud_bucket_pkey PRIMARY KEY (account_id, unit, slot)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE ledger_private.fraud_user_bucket (
    user_id bigint NOT NULL,
    bucket_number bigint NOT NULL,
    outs integer NOT NULL,
    slot smallint NOT NULL,
    unit ledger_private.fraud_unit COLLATE "C" NOT NULL,
    CONSTRAINT fraud_user_bucket_pkey PRIMARY KEY (user_id, unit, slot)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE ledger_private.fraud_pair (
    account_id uuid NOT NULL,
    counterparty_id uuid NOT NULL,
    moves bigint NOT NULL,
    last_at timestamptz NOT NULL,
    direction ledger_private.fraud_direction COLLATE "C" NOT NULL,
    CONSTRAINT fraud_pair_pkey PRIMARY KEY (account_id, direction, counterparty_id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX fraud_pair_last_at_idx
ON ledger_private.fraud_pair (account_id, direction, last_at);

COMMENT ON DOMAIN ledger_private.fraud_unit IS 'How long a bucket is: m (a minute), h (an hour), d (a day).';
COMMENT ON DOMAIN ledger_private.fraud_direction IS 'out: what an account pays; in: what it is paid.';

COMMENT ON TABLE ledger_private.fraud_progress IS 'How far fraud checks have come: one row. Stays in its cell.';
COMMENT ON COLUMN ledger_private.fraud_progress.is_only IS 'Always true.';
COMMENT ON COLUMN ledger_private.fraud_progress.last_position IS 'The last position of the feed that was observed.';
COMMENT ON COLUMN ledger_private.fraud_progress.observed_at IS 'The latest created_at observed: no event counts as older.';

COMMENT ON TABLE ledger_private.fraud_account IS 'What fraud checks remember of an account. Sharded by user_id.';
COMMENT ON COLUMN ledger_private.fraud_account.account_id IS 'The account.';
COMMENT ON COLUMN ledger_private.fraud_account.user_id IS 'Its owner. The shard key.';
COMMENT ON COLUMN ledger_private.fraud_account.last_at IS 'When it last moved; NULL: refusals only.';
COMMENT ON COLUMN ledger_private.fraud_account.last_in_at IS 'When it was last paid; NULL: never.';
COMMENT ON COLUMN ledger_private.fraud_account.out_amounts IS 'Amounts of its last 32 payments, oldest first, in units of its currency.';
COMMENT ON COLUMN ledger_private.fraud_account.out_times IS 'When the payments of out_amounts were observed, in the same order.';
COMMENT ON COLUMN ledger_private.fraud_account.in_amounts IS 'Amounts of the last 32 times it was paid, oldest first, in units of its currency.';
COMMENT ON COLUMN ledger_private.fraud_account.in_times IS 'When those of in_amounts were observed, in the same order.';

COMMENT ON TABLE ledger_private.fraud_bucket IS 'Rings of what an account did in a minute, an hour, a day. Sharded with the account.';
COMMENT ON COLUMN ledger_private.fraud_bucket.account_id IS 'The account.';
COMMENT ON COLUMN ledger_private.fraud_bucket.bucket_number IS 'Which minute, hour or day since 1970 (UTC) the slot holds.';
COMMENT ON COLUMN ledger_private.fraud_bucket.outs IS 'How many payments the account made.';
COMMENT ON COLUMN ledger_private.fraud_bucket.ins IS 'How many times the account was paid.';
COMMENT ON COLUMN ledger_private.fraud_bucket.refused IS 'How many payments of the account were refused.';
COMMENT ON COLUMN ledger_private.fraud_bucket.slot IS 'bucket_number modulo the ring''s size.';
COMMENT ON COLUMN ledger_private.fraud_bucket.unit IS 'm: minutes (60 slots), h: hours (168), d: days (30).';
COMMENT ON COLUMN ledger_private.fraud_bucket.out_amount IS 'What the account paid, in units of its currency.';
COMMENT ON COLUMN ledger_private.fraud_bucket.in_amount IS 'What the account was paid, in units of its currency.';

COMMENT ON TABLE ledger_private.fraud_user_bucket IS 'Rings of what a user''s accounts did in a minute, an hour. Sharded by user_id.';
COMMENT ON COLUMN ledger_private.fraud_user_bucket.user_id IS 'The user. The shard key.';
COMMENT ON COLUMN ledger_private.fraud_user_bucket.bucket_number IS 'Which minute or hour since 1970 the slot holds.';
COMMENT ON COLUMN ledger_private.fraud_user_bucket.outs IS 'How many payments the accounts made.';
COMMENT ON COLUMN ledger_private.fraud_user_bucket.slot IS 'bucket_number modulo the ring''s size.';
COMMENT ON COLUMN ledger_private.fraud_user_bucket.unit IS 'm: minutes (60 slots), h: hours (24).';

COMMENT ON TABLE ledger_private.fraud_pair IS 'Whom an account has paid, and who has paid it. Sharded with the account.';
COMMENT ON COLUMN ledger_private.fraud_pair.account_id IS 'The account.';
COMMENT ON COLUMN ledger_private.fraud_pair.counterparty_id IS 'The account on the other side.';
COMMENT ON COLUMN ledger_private.fraud_pair.moves IS 'How many times.';
COMMENT ON COLUMN ledger_private.fraud_pair.last_at IS 'When last.';
COMMENT ON COLUMN ledger_private.fraud_pair.direction IS 'out: the account paid the counterparty; in: it was paid by it.';

RESET ROLE;
COMMIT;
