-- What fraud checks saw of each move of an account.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

-- A side of a transaction that is to be observed.
CREATE TYPE ledger_private.fraud_move AS (
    event_position bigint,
    account_id uuid,
    transaction_id uuid,
    counterparty_id uuid,
    user_id bigint,
    created_at timestamptz,
    observed_at timestamptz,
    leg_number integer,
    is_refused boolean,
    direction text COLLATE "C",
    currency text COLLATE "C",
    amount numeric
);

-- What was seen of each move of an account: the features as they were then. A window is what the
-- account has done so far, less what it had done before its first move in the window.
CREATE TABLE ledger_private.fraud_observation (
    event_position bigint NOT NULL,
    account_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    counterparty_id uuid,
    user_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    observed_at timestamptz NOT NULL,
    outs_before bigint NOT NULL,
    ins_before bigint NOT NULL,
    refused_before bigint NOT NULL,
    user_outs_before bigint,
    leg_number integer NOT NULL,
    is_refused boolean NOT NULL,
    direction ledger_private.fraud_direction COLLATE "C" NOT NULL,
    currency text NOT NULL,
    amount numeric NOT NULL,
    paid_before numeric NOT NULL,
    received_before numeric NOT NULL,
    round_zeros integer,
    hour integer,
    idle_days numeric,
    minutes_since_in numeric,
    out_count_1h integer,
    out_count_24h integer,
    out_count_7d integer,
    out_count_30d integer,
    out_amount_1h numeric,
    out_amount_24h numeric,
    out_amount_7d numeric,
    out_amount_30d numeric,
    in_count_1h integer,
    in_count_24h integer,
    in_count_7d integer,
    in_count_30d integer,
    in_amount_1h numeric,
    in_amount_24h numeric,
    in_amount_7d numeric,
    in_amount_30d numeric,
    refused_count_1h integer,
    refused_count_24h integer,
    user_out_count_1h integer,
    user_out_count_24h integer,
    payees_24h integer,
    payers_24h integer,
    pair_count integer,
    median_times numeric,
    spreads numeric,
    hour_share numeric,
    similar_7d integer,
    passed_on_1h numeric,
    share_of_limit numeric,
    CONSTRAINT fraud_observation_pkey PRIMARY KEY (event_position, account_id, leg_number)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

CREATE INDEX fraud_observation_account_id_idx
ON ledger_private.fraud_observation (account_id, observed_at);

CREATE INDEX fraud_observation_user_id_idx
ON ledger_private.fraud_observation (user_id, observed_at)
WHERE direction = 'out' AND NOT is_refused AND user_id <> 0;

COMMENT ON TYPE ledger_private.fraud_move IS 'A side of a transaction that is to be observed, in the words of ledger_private.fraud_observation.';
COMMENT ON COLUMN ledger_private.fraud_move.event_position IS 'Place of the transaction in the feed; NULL: not booked yet.';
COMMENT ON COLUMN ledger_private.fraud_move.account_id IS 'The account that moves.';
COMMENT ON COLUMN ledger_private.fraud_move.transaction_id IS 'The transaction; NULL: not booked yet.';
COMMENT ON COLUMN ledger_private.fraud_move.counterparty_id IS 'The account on the other side; NULL when there are several.';
COMMENT ON COLUMN ledger_private.fraud_move.user_id IS 'Owner of the account.';
COMMENT ON COLUMN ledger_private.fraud_move.created_at IS 'When the ledger posted or refused the transaction.';
COMMENT ON COLUMN ledger_private.fraud_move.observed_at IS 'The moment it counts at.';
COMMENT ON COLUMN ledger_private.fraud_move.leg_number IS 'Which leg of the transaction it is, from 1.';
COMMENT ON COLUMN ledger_private.fraud_move.is_refused IS 'Whether the transaction was refused.';
COMMENT ON COLUMN ledger_private.fraud_move.direction IS 'out: the account pays; in: it is paid; NULL: refused, as ledger_private.fraud_unseen has it.';
COMMENT ON COLUMN ledger_private.fraud_move.currency IS 'Asset code of the amount.';
COMMENT ON COLUMN ledger_private.fraud_move.amount IS 'The amount, positive, in units of currency.';

COMMENT ON TABLE ledger_private.fraud_observation IS 'Features of each move of a customer''s account, as they were when it was observed. Sharded by user_id.';
COMMENT ON COLUMN ledger_private.fraud_observation.event_position IS 'Place of the transaction in the feed.';
COMMENT ON COLUMN ledger_private.fraud_observation.account_id IS 'The account that moved.';
COMMENT ON COLUMN ledger_private.fraud_observation.transaction_id IS 'The transaction.';
COMMENT ON COLUMN ledger_private.fraud_observation.counterparty_id IS 'The account on the other side; NULL when there are several.';
COMMENT ON COLUMN ledger_private.fraud_observation.user_id IS 'Owner of the account. The shard key.';
COMMENT ON COLUMN ledger_private.fraud_observation.created_at IS 'When the ledger posted or refused the transaction.';
COMMENT ON COLUMN ledger_private.fraud_observation.observed_at IS 'The moment it counts at: created_at, or that of an event before it which is later.';
COMMENT ON COLUMN ledger_private.fraud_observation.outs_before IS 'How many payments the account had made before, ever.';
COMMENT ON COLUMN ledger_private.fraud_observation.ins_before IS 'How many times the account had been paid before, ever.';
COMMENT ON COLUMN ledger_private.fraud_observation.refused_before IS 'How many payments of the account had been refused before, ever.';
COMMENT ON COLUMN ledger_private.fraud_observation.user_outs_before IS 'How many payments all accounts of the owner had made before, ever; NULL for accounts without an owner of their own.';
COMMENT ON COLUMN ledger_private.fraud_observation.leg_number IS 'Which leg of the transaction it is, from 1.';
COMMENT ON COLUMN ledger_private.fraud_observation.is_refused IS 'Whether the transaction was refused.';
COMMENT ON COLUMN ledger_private.fraud_observation.direction IS 'out: the account pays; in: it is paid.';
COMMENT ON COLUMN ledger_private.fraud_observation.currency IS 'Asset code of the amounts.';
COMMENT ON COLUMN ledger_private.fraud_observation.amount IS 'The amount, positive, in units of currency.';
COMMENT ON COLUMN ledger_private.fraud_observation.paid_before IS 'What the account had paid before, ever, in units of currency.';
COMMENT ON COLUMN ledger_private.fraud_observation.received_before IS 'What the account had been paid before, ever, in units of currency.';
COMMENT ON COLUMN ledger_private.fraud_observation.round_zeros IS 'How many zeros the whole amount ends in; 0 when it has decimals that are not zero.';
COMMENT ON COLUMN ledger_private.fraud_observation.hour IS 'Hour of the day of observed_at, UTC.';
COMMENT ON COLUMN ledger_private.fraud_observation.idle_days IS 'Days since the account last moved; NULL for its first move.';
COMMENT ON COLUMN ledger_private.fraud_observation.minutes_since_in IS 'Minutes since the account was last paid; NULL when it never was, and for what it is paid.';
COMMENT ON COLUMN ledger_private.fraud_observation.out_count_1h IS 'Payments of the account in the last hour, this one included.';
COMMENT ON COLUMN ledger_private.fraud_observation.out_count_24h IS 'Payments of the account in 24 hours.';
COMMENT ON COLUMN ledger_private.fraud_observation.out_count_7d IS 'Payments of the account in 7 days.';
COMMENT ON COLUMN ledger_private.fraud_observation.out_count_30d IS 'Payments of the account in 30 days.';
COMMENT ON COLUMN ledger_private.fraud_observation.out_amount_1h IS 'What the account paid in the last hour, in units of currency.';
COMMENT ON COLUMN ledger_private.fraud_observation.out_amount_24h IS 'What the account paid in 24 hours, in units of currency.';
COMMENT ON COLUMN ledger_private.fraud_observation.out_amount_7d IS 'What the account paid in 7 days, in units of currency.';
COMMENT ON COLUMN ledger_private.fraud_observation.out_amount_30d IS 'What the account paid in 30 days, in units of currency.';
COMMENT ON COLUMN ledger_private.fraud_observation.in_count_1h IS 'How many times the account was paid in the last hour.';
COMMENT ON COLUMN ledger_private.fraud_observation.in_count_24h IS 'How many times the account was paid in 24 hours.';
COMMENT ON COLUMN ledger_private.fraud_observation.in_count_7d IS 'How many times the account was paid in 7 days.';
COMMENT ON COLUMN ledger_private.fraud_observation.in_count_30d IS 'How many times the account was paid in 30 days.';
COMMENT ON COLUMN ledger_private.fraud_observation.in_amount_1h IS 'What the account was paid in the last hour, in units of currency.';
COMMENT ON COLUMN ledger_private.fraud_observation.in_amount_24h IS 'What the account was paid in 24 hours, in units of currency.';
COMMENT ON COLUMN ledger_private.fraud_observation.in_amount_7d IS 'What the account was paid in 7 days, in units of currency.';
COMMENT ON COLUMN ledger_private.fraud_observation.in_amount_30d IS 'What the account was paid in 30 days, in units of currency.';
COMMENT ON COLUMN ledger_private.fraud_observation.refused_count_1h IS 'Payments of the account that were refused in the last hour.';
COMMENT ON COLUMN ledger_private.fraud_observation.refused_count_24h IS 'Payments of the account that were refused in 24 hours.';
COMMENT ON COLUMN ledger_private.fraud_observation.user_out_count_1h IS 'Payments of all accounts of the owner in the last hour; NULL for accounts without an owner of their own.';
COMMENT ON COLUMN ledger_private.fraud_observation.user_out_count_24h IS 'Payments of all accounts of the owner in 24 hours; NULL for accounts without an owner of their own.';
COMMENT ON COLUMN ledger_private.fraud_observation.payees_24h IS 'Accounts that the account paid in 24 hours, 1000 at most.';
COMMENT ON COLUMN ledger_private.fraud_observation.payers_24h IS 'Accounts that paid the account in 24 hours, 1000 at most.';
COMMENT ON COLUMN ledger_private.fraud_observation.pair_count IS 'How many times before the account paid this counterparty, or was paid by it; 0: a new one; NULL without a counterparty.';
COMMENT ON COLUMN ledger_private.fraud_observation.median_times IS 'The amount in medians of the account''s last 32 moves in that direction; NULL with fewer than 5.';
COMMENT ON COLUMN ledger_private.fraud_observation.spreads IS 'How many median deviations the amount lies above that median; NULL with fewer than 5 moves.';
COMMENT ON COLUMN ledger_private.fraud_observation.hour_share IS 'Share of the last 32 moves in that direction within an hour of this hour of day, 0 to 1; NULL with fewer than 5.';
COMMENT ON COLUMN ledger_private.fraud_observation.similar_7d IS 'How many of the last 32 moves in that direction, in 7 days, were within a tenth of the amount, this one included.';
COMMENT ON COLUMN ledger_private.fraud_observation.passed_on_1h IS 'What the account paid in the last hour as a share of what it was paid in it; NULL when it was paid nothing, and for what it is paid.';
COMMENT ON COLUMN ledger_private.fraud_observation.share_of_limit IS 'The amount as a share of the smallest limit on amounts of that direction as it stood when looked at; NULL without a limit.';

RESET ROLE;
COMMIT;
