-- Limits on what may go out of or into an account, or all accounts of a user, and what is used.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE DOMAIN ledger_private.limit_direction AS text
    CONSTRAINT limit_direction_is_known CHECK (VALUE IN ('out', 'in'));
CREATE DOMAIN ledger_private.limit_measure AS text
    CONSTRAINT limit_measure_is_known CHECK (VALUE IN ('amount', 'count'));
CREATE DOMAIN ledger_private.limit_period AS text
    CONSTRAINT limit_period_is_known CHECK (
        VALUE IN ('transaction', 'day', 'week', 'month', 'window')
    );

CREATE TABLE ledger_private.usage_limit (
    limit_id uuid NOT NULL
        CONSTRAINT usage_limit_pkey PRIMARY KEY,
    account_id uuid
        CONSTRAINT usage_limit_account_id_fkey REFERENCES ledger_private.account (account_id),
    user_id bigint NOT NULL
        CONSTRAINT usage_limit_user_id_fkey REFERENCES ledger_private.app_user (user_id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    removed_at timestamptz,
    window_seconds integer,
    bucket_seconds integer,
    direction ledger_private.limit_direction COLLATE "C" NOT NULL,
    measure ledger_private.limit_measure COLLATE "C" NOT NULL,
    period ledger_private.limit_period COLLATE "C" NOT NULL,
    currency ledger_private.asset_code,
    time_zone text NOT NULL,
    transaction_type ledger_private.transaction_type COLLATE "C",
    maximum ledger_private.money NOT NULL,
    CONSTRAINT usage_limit_maximum_is_not_negative CHECK (maximum >= 0),
    CONSTRAINT usage_limit_amount_has_a_currency CHECK (measure = 'count' OR currency IS NOT NULL),
    CONSTRAINT usage_limit_window_has_a_length CHECK (
        (period = 'window') = (window_seconds IS NOT NULL)
        AND (period = 'window') = (bucket_seconds IS NOT NULL)
        AND bucket_seconds BETWEEN 1 AND window_seconds
    )
);

-- One limit of a kind: setting it again changes it.
CREATE UNIQUE INDEX usage_limit_kind_key ON ledger_private.usage_limit (
    user_id, account_id, direction, measure, period, window_seconds, currency, transaction_type
) NULLS NOT DISTINCT
WHERE removed_at IS NULL;
CREATE INDEX usage_limit_account_id_idx ON ledger_private.usage_limit (account_id);

-- What is used of each limit: one row that postings lock after the accounts. Its arrays hold
-- one period, or the buckets of a window, so nothing is ever summed over history.
CREATE TABLE ledger_private.usage_counter (
    limit_id uuid NOT NULL
        CONSTRAINT usage_counter_pkey PRIMARY KEY
        CONSTRAINT usage_counter_limit_id_fkey REFERENCES ledger_private.usage_limit (limit_id),
    user_id bigint NOT NULL,
    updated_at timestamptz NOT NULL,
    bucket_starts timestamptz[] NOT NULL,
    bucket_uses numeric[] NOT NULL,
    CONSTRAINT usage_counter_buckets_have_uses CHECK (
        cardinality(bucket_starts) = cardinality(bucket_uses)
    )
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- One limit while a batch works on it: its rule, its locked counter, and what is used now.
CREATE TYPE ledger_private.posting_limit AS (
    limit_id uuid,
    account_id uuid,
    user_id bigint,
    direction text,
    measure text,
    period text,
    currency text,
    time_zone text,
    transaction_type text,
    maximum numeric,
    window_seconds integer,
    bucket_seconds integer,
    updated_at timestamptz,
    bucket_starts timestamptz[],
    bucket_uses numeric[],
    bucket_start timestamptz,
    used numeric
);

-- What history says was used in one bucket.
CREATE TYPE ledger_private.limit_use AS (
    bucket_start timestamptz,
    used numeric
);

COMMENT ON DOMAIN ledger_private.limit_direction IS 'out or in.';

COMMENT ON DOMAIN ledger_private.limit_measure IS 'amount or count.';

COMMENT ON DOMAIN ledger_private.limit_period IS 'transaction, day, week, month or window.';

COMMENT ON TABLE ledger_private.usage_limit IS 'Limits on what may go out or in, set and removed. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.usage_limit.limit_id IS 'The limit''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger_private.usage_limit.account_id IS 'The account that is limited; NULL: all accounts of the user.';
COMMENT ON COLUMN ledger_private.usage_limit.user_id IS 'The user who owns the account, or whose accounts are limited.';
COMMENT ON COLUMN ledger_private.usage_limit.created_at IS 'When the limit was first set.';
COMMENT ON COLUMN ledger_private.usage_limit.updated_at IS 'When the limit was last set.';
COMMENT ON COLUMN ledger_private.usage_limit.removed_at IS 'When the limit was removed, or NULL.';
COMMENT ON COLUMN ledger_private.usage_limit.window_seconds IS 'Length of a sliding window in seconds; NULL for other periods.';
COMMENT ON COLUMN ledger_private.usage_limit.bucket_seconds IS 'Granularity of a window: its uses are counted by so many seconds.';
COMMENT ON COLUMN ledger_private.usage_limit.direction IS 'out: what the account pays; in: what it is paid.';
COMMENT ON COLUMN ledger_private.usage_limit.measure IS 'What is counted: amount, or count (of postings).';
COMMENT ON COLUMN ledger_private.usage_limit.period IS 'How long uses add up: transaction, day, week, month or window.';
COMMENT ON COLUMN ledger_private.usage_limit.currency IS 'Asset code of the amounts that are counted; NULL where postings of any currency are counted.';
COMMENT ON COLUMN ledger_private.usage_limit.time_zone IS 'Name of the time zone in which days, weeks and months begin.';
COMMENT ON COLUMN ledger_private.usage_limit.transaction_type IS 'The only type of transaction that is counted; NULL: all.';
COMMENT ON COLUMN ledger_private.usage_limit.maximum IS 'The most that may be used: an amount, or a number of postings.';

COMMENT ON TABLE ledger_private.usage_counter IS 'What is used of each limit in its present period or window. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.usage_counter.limit_id IS 'The limit that is used.';
COMMENT ON COLUMN ledger_private.usage_counter.user_id IS 'The limit''s user; the shard key.';
COMMENT ON COLUMN ledger_private.usage_counter.updated_at IS 'When the limit was last used or set.';
COMMENT ON COLUMN ledger_private.usage_counter.bucket_starts IS 'Where the buckets that count begin.';
COMMENT ON COLUMN ledger_private.usage_counter.bucket_uses IS 'What is used in each of the buckets.';

COMMENT ON TYPE ledger_private.posting_limit IS 'A limit with its locked counter while a batch works on it.';
COMMENT ON COLUMN ledger_private.posting_limit.limit_id IS 'The limit''s id.';
COMMENT ON COLUMN ledger_private.posting_limit.account_id IS 'The account that is limited; NULL: all accounts of the user.';
COMMENT ON COLUMN ledger_private.posting_limit.user_id IS 'The user who owns the account, or whose accounts are limited.';
COMMENT ON COLUMN ledger_private.posting_limit.direction IS 'out: what the account pays; in: what it is paid.';
COMMENT ON COLUMN ledger_private.posting_limit.measure IS 'What is counted: amount, or count (of postings).';
COMMENT ON COLUMN ledger_private.posting_limit.period IS 'How long uses add up: transaction, day, week, month or window.';
COMMENT ON COLUMN ledger_private.posting_limit.currency IS 'Asset code of the amounts that are counted; NULL where postings of any currency are counted.';
COMMENT ON COLUMN ledger_private.posting_limit.time_zone IS 'Name of the time zone in which days, weeks and months begin.';
COMMENT ON COLUMN ledger_private.posting_limit.transaction_type IS 'The only type of transaction that is counted; NULL: all.';
COMMENT ON COLUMN ledger_private.posting_limit.maximum IS 'The most that may be used: an amount, or a number of postings.';
COMMENT ON COLUMN ledger_private.posting_limit.window_seconds IS 'Length of a sliding window in seconds; NULL for other periods.';
COMMENT ON COLUMN ledger_private.posting_limit.bucket_seconds IS 'How many seconds of a window are counted together in one bucket.';
COMMENT ON COLUMN ledger_private.posting_limit.updated_at IS 'When the limit''s counter last changed.';
COMMENT ON COLUMN ledger_private.posting_limit.bucket_starts IS 'When the buckets that count begin.';
COMMENT ON COLUMN ledger_private.posting_limit.bucket_uses IS 'What was used in each bucket of bucket_starts, in the same order.';
COMMENT ON COLUMN ledger_private.posting_limit.bucket_start IS 'When the present bucket begins.';
COMMENT ON COLUMN ledger_private.posting_limit.used IS 'What is used in the present period, all buckets together.';

COMMENT ON TYPE ledger_private.limit_use IS 'What history says was used in one bucket.';
COMMENT ON COLUMN ledger_private.limit_use.bucket_start IS 'When the bucket begins.';
COMMENT ON COLUMN ledger_private.limit_use.used IS 'What was used in the bucket: an amount, or a number of postings.';

RESET ROLE;
COMMIT;
