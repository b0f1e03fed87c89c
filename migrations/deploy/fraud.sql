-- What fraud checks remember of accounts, and how far they have come.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE DOMAIN ledger_private.fraud_direction AS text
    CONSTRAINT fraud_direction_is_known CHECK (VALUE IN ('out', 'in'));

-- One row: whoever observes holds it, so that events are observed one after another.
CREATE TABLE ledger_private.fraud_progress (
    is_only boolean NOT NULL DEFAULT true
        CONSTRAINT fraud_progress_pkey PRIMARY KEY
        CONSTRAINT fraud_progress_is_one_row CHECK (is_only),
    last_position bigint NOT NULL,
    pruned_position bigint NOT NULL DEFAULT 0,
    observed_at timestamptz NOT NULL,
    pruned_through_at timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

INSERT INTO ledger_private.fraud_progress (last_position, observed_at) VALUES (0, '-infinity');

-- The last payments of an account, 32 of each direction, and all that it has done so far.
CREATE TABLE ledger_private.fraud_account (
    account_id uuid NOT NULL
        CONSTRAINT fraud_account_pkey PRIMARY KEY,
    user_id bigint NOT NULL,
    outs bigint NOT NULL,
    ins bigint NOT NULL,
    refused bigint NOT NULL,
    last_at timestamptz,
    last_in_at timestamptz,
    paid numeric NOT NULL,
    received numeric NOT NULL,
    out_amounts numeric[] NOT NULL DEFAULT '{}',
    out_times timestamptz[] NOT NULL DEFAULT '{}',
    in_amounts numeric[] NOT NULL DEFAULT '{}',
    in_times timestamptz[] NOT NULL DEFAULT '{}'
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE ledger_private.fraud_user (
    user_id bigint NOT NULL
        CONSTRAINT fraud_user_pkey PRIMARY KEY,
    outs bigint NOT NULL
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

COMMENT ON DOMAIN ledger_private.fraud_direction IS 'out: what an account pays; in: what it is paid.';

COMMENT ON TABLE ledger_private.fraud_progress IS 'How far fraud checks have come: one row. Stays in its cell.';
COMMENT ON COLUMN ledger_private.fraud_progress.is_only IS 'Always true.';
COMMENT ON COLUMN ledger_private.fraud_progress.last_position IS 'The last position of the feed that was observed.';
COMMENT ON COLUMN ledger_private.fraud_progress.pruned_position IS 'The last position whose observations were pruned, those apart that a case stands upon; 0: none.';
COMMENT ON COLUMN ledger_private.fraud_progress.observed_at IS 'The latest created_at observed: no event counts as older.';
COMMENT ON COLUMN ledger_private.fraud_progress.pruned_through_at IS 'The observed_at of pruned_position: what was observed after this moment is all there.';

COMMENT ON TABLE ledger_private.fraud_account IS 'What fraud checks remember of an account. Sharded by user_id.';
COMMENT ON COLUMN ledger_private.fraud_account.account_id IS 'The account.';
COMMENT ON COLUMN ledger_private.fraud_account.user_id IS 'Its owner. The shard key.';
COMMENT ON COLUMN ledger_private.fraud_account.outs IS 'How many payments it has made.';
COMMENT ON COLUMN ledger_private.fraud_account.ins IS 'How many times it was paid.';
COMMENT ON COLUMN ledger_private.fraud_account.refused IS 'How many of its payments were refused.';
COMMENT ON COLUMN ledger_private.fraud_account.paid IS 'What it has paid, in units of its currency.';
COMMENT ON COLUMN ledger_private.fraud_account.received IS 'What it was paid, in units of its currency.';
COMMENT ON COLUMN ledger_private.fraud_account.last_at IS 'When it last moved; NULL: refusals only.';
COMMENT ON COLUMN ledger_private.fraud_account.last_in_at IS 'When it was last paid; NULL: never.';
COMMENT ON COLUMN ledger_private.fraud_account.out_amounts IS 'Amounts of its last 32 payments, oldest first, in units of its currency.';
COMMENT ON COLUMN ledger_private.fraud_account.out_times IS 'When the payments of out_amounts were observed, in the same order.';
COMMENT ON COLUMN ledger_private.fraud_account.in_amounts IS 'Amounts of the last 32 times it was paid, oldest first, in units of its currency.';
COMMENT ON COLUMN ledger_private.fraud_account.in_times IS 'When those of in_amounts were observed, in the same order.';

COMMENT ON TABLE ledger_private.fraud_user IS 'What fraud checks remember of all accounts of a user. Sharded by user_id.';
COMMENT ON COLUMN ledger_private.fraud_user.user_id IS 'The user. The shard key.';
COMMENT ON COLUMN ledger_private.fraud_user.outs IS 'How many payments its accounts have made.';

COMMENT ON TABLE ledger_private.fraud_pair IS 'Whom an account has paid, and who has paid it. Sharded with the account.';
COMMENT ON COLUMN ledger_private.fraud_pair.account_id IS 'The account.';
COMMENT ON COLUMN ledger_private.fraud_pair.counterparty_id IS 'The account on the other side.';
COMMENT ON COLUMN ledger_private.fraud_pair.moves IS 'How many times.';
COMMENT ON COLUMN ledger_private.fraud_pair.last_at IS 'When last.';
COMMENT ON COLUMN ledger_private.fraud_pair.direction IS 'out: the account paid the counterparty; in: it was paid by it.';

RESET ROLE;
COMMIT;
