-- What fraud checks keep: features of accounts, rules, scores and cases.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE DOMAIN ledger_private.fraud_direction AS text
    CONSTRAINT fraud_direction_is_known CHECK (VALUE IN ('out', 'in'));
CREATE DOMAIN ledger_private.fraud_action AS text
    CONSTRAINT fraud_action_is_known CHECK (VALUE IN ('note', 'review', 'freeze', 'suspend'));
CREATE DOMAIN ledger_private.fraud_comparison AS text
    CONSTRAINT fraud_comparison_is_known CHECK (VALUE IN ('<', '<=', '=', '>=', '>'));
CREATE DOMAIN ledger_private.fraud_case_status AS text
    CONSTRAINT fraud_case_status_is_known CHECK (VALUE IN ('OPEN', 'CLEARED', 'CONFIRMED'));

-- One row: whoever observes holds it, so that events are observed one after another.
CREATE TABLE ledger_private.fraud_progress (
    only_row boolean NOT NULL DEFAULT true
        CONSTRAINT fraud_progress_pkey PRIMARY KEY
        CONSTRAINT fraud_progress_is_one_row CHECK (only_row),
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
    unit "char" NOT NULL,
    out_amount numeric NOT NULL,
    in_amount numeric NOT NULL,
    CONSTRAINT fraud_bucket_pkey PRIMARY KEY (account_id, unit, slot)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE ledger_private.fraud_user_bucket (
    user_id bigint NOT NULL,
    bucket_number bigint NOT NULL,
    outs integer NOT NULL,
    slot smallint NOT NULL,
    unit "char" NOT NULL,
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

-- What was seen of each move of an account: the features as they were then.
CREATE TABLE ledger_private.fraud_observation (
    event_position bigint NOT NULL,
    account_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    counterparty_id uuid,
    user_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    observed_at timestamptz NOT NULL,
    leg_number integer NOT NULL,
    is_refused boolean NOT NULL,
    direction ledger_private.fraud_direction COLLATE "C" NOT NULL,
    currency text NOT NULL,
    amount numeric NOT NULL,
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

CREATE TABLE ledger_private.fraud_case (
    case_id uuid NOT NULL
        CONSTRAINT fraud_case_pkey PRIMARY KEY,
    transaction_id uuid NOT NULL,
    account_id uuid NOT NULL
        CONSTRAINT fraud_case_account_id_fkey REFERENCES ledger_private.account (account_id),
    hold_id uuid,
    user_id bigint NOT NULL,
    decided_by_user_id bigint,
    api_key_id uuid,
    opened_at timestamptz NOT NULL,
    acted_at timestamptz,
    decided_at timestamptz,
    is_suspended boolean NOT NULL DEFAULT false,
    action ledger_private.fraud_action NOT NULL,
    status ledger_private.fraud_case_status NOT NULL DEFAULT 'OPEN',
    direction ledger_private.fraud_direction NOT NULL,
    score integer NOT NULL,
    currency text NOT NULL,
    amount numeric NOT NULL,
    reason text,
    decided_by_role text,
    database_user text,
    request_id text,
    CONSTRAINT fraud_case_account_id_transaction_id_key UNIQUE (account_id, transaction_id),
    CONSTRAINT fraud_case_is_decided_with_a_reason CHECK (
        (status = 'OPEN') = (decided_at IS NULL) AND (status = 'OPEN') = (reason IS NULL)
    )
) WITH (fillfactor = 70);

CREATE INDEX fraud_case_open_idx ON ledger_private.fraud_case (case_id) WHERE status = 'OPEN';
CREATE INDEX fraud_case_pending_idx ON ledger_private.fraud_case (account_id)
WHERE acted_at IS NULL AND status = 'OPEN';

-- What a rule would have hit.
CREATE TYPE ledger.fraud_backtest AS (
    transactions bigint,
    hits bigint,
    hits_per_1000 numeric,
    confirmed_hits bigint,
    cleared_hits bigint,
    sample uuid[]
);
COMMENT ON TYPE ledger.fraud_backtest IS 'What a rule would have hit, by ledger.backtest_rule.';
COMMENT ON COLUMN ledger.fraud_backtest.transactions IS 'How many transactions were looked at.';
COMMENT ON COLUMN ledger.fraud_backtest.hits IS 'How many of them the rule would have hit.';
COMMENT ON COLUMN ledger.fraud_backtest.hits_per_1000 IS 'Hits among 1000 transactions; NULL when there were none to look at.';
COMMENT ON COLUMN ledger.fraud_backtest.confirmed_hits IS 'How many of the hits have a case that was confirmed.';
COMMENT ON COLUMN ledger.fraud_backtest.cleared_hits IS 'How many of the hits have a case that was cleared.';
COMMENT ON COLUMN ledger.fraud_backtest.sample IS 'Ids of at most 20 transactions that it would have hit, the newest first.';

INSERT INTO ledger_private.role_permission (role, permission)
VALUES ('operator', 'review'), ('administrator', 'review');

COMMENT ON DOMAIN ledger_private.fraud_direction IS 'out: what an account pays; in: what it is paid.';
COMMENT ON DOMAIN ledger_private.fraud_action IS 'What a rule asks for: note, review, freeze or suspend, each more than the one before.';
COMMENT ON DOMAIN ledger_private.fraud_comparison IS 'How a feature is compared with a threshold.';
COMMENT ON DOMAIN ledger_private.fraud_case_status IS 'OPEN until decided, then CLEARED or CONFIRMED.';

COMMENT ON TABLE ledger_private.fraud_progress IS 'How far fraud checks have come: one row. Stays in its cell.';
COMMENT ON COLUMN ledger_private.fraud_progress.only_row IS 'Always true.';
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

COMMENT ON TABLE ledger_private.fraud_observation IS 'Features of each move of a customer''s account, as they were when it was observed. Sharded by user_id.';
COMMENT ON COLUMN ledger_private.fraud_observation.event_position IS 'Place of the transaction in the feed.';
COMMENT ON COLUMN ledger_private.fraud_observation.account_id IS 'The account that moved.';
COMMENT ON COLUMN ledger_private.fraud_observation.transaction_id IS 'The transaction.';
COMMENT ON COLUMN ledger_private.fraud_observation.counterparty_id IS 'The account on the other side; NULL when there are several.';
COMMENT ON COLUMN ledger_private.fraud_observation.user_id IS 'Owner of the account. The shard key.';
COMMENT ON COLUMN ledger_private.fraud_observation.created_at IS 'When the ledger posted or refused the transaction.';
COMMENT ON COLUMN ledger_private.fraud_observation.observed_at IS 'The moment it counts at: created_at, or that of an event before it which is later.';
COMMENT ON COLUMN ledger_private.fraud_observation.leg_number IS 'Which leg of the transaction it is, from 1.';
COMMENT ON COLUMN ledger_private.fraud_observation.is_refused IS 'Whether the transaction was refused.';
COMMENT ON COLUMN ledger_private.fraud_observation.direction IS 'out: the account pays; in: it is paid.';
COMMENT ON COLUMN ledger_private.fraud_observation.currency IS 'Asset code of the amounts.';
COMMENT ON COLUMN ledger_private.fraud_observation.amount IS 'The amount, positive, in units of currency.';
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
COMMENT ON COLUMN ledger_private.fraud_observation.user_out_count_1h IS 'Payments of all accounts of the owner in the last hour.';
COMMENT ON COLUMN ledger_private.fraud_observation.user_out_count_24h IS 'Payments of all accounts of the owner in 24 hours.';
COMMENT ON COLUMN ledger_private.fraud_observation.payees_24h IS 'Accounts that the account paid in 24 hours, 1000 at most.';
COMMENT ON COLUMN ledger_private.fraud_observation.payers_24h IS 'Accounts that paid the account in 24 hours, 1000 at most.';
COMMENT ON COLUMN ledger_private.fraud_observation.pair_count IS 'How many times before the account paid this counterparty, or was paid by it; 0: a new one; NULL without a counterparty.';
COMMENT ON COLUMN ledger_private.fraud_observation.median_times IS 'The amount in medians of the account''s last 32 moves in that direction; NULL with fewer than 5.';
COMMENT ON COLUMN ledger_private.fraud_observation.spreads IS 'How many median deviations the amount lies above that median; NULL with fewer than 5 moves.';
COMMENT ON COLUMN ledger_private.fraud_observation.hour_share IS 'Share of the last 32 moves in that direction within an hour of this hour of day, 0 to 1; NULL with fewer than 5.';
COMMENT ON COLUMN ledger_private.fraud_observation.similar_7d IS 'How many of the last 32 moves in that direction, in 7 days, were within a tenth of the amount, this one included.';
COMMENT ON COLUMN ledger_private.fraud_observation.passed_on_1h IS 'What the account paid in the last hour as a share of what it was paid in it; NULL when it was paid nothing, and for what it is paid.';
COMMENT ON COLUMN ledger_private.fraud_observation.share_of_limit IS 'The amount as a share of the smallest limit on amounts of that direction as it stood when looked at; NULL without a limit.';

COMMENT ON TABLE ledger_private.fraud_case IS 'The review queue. Sharded by user_id.';
COMMENT ON COLUMN ledger_private.fraud_case.case_id IS 'The case''s id, a UUIDv7 with the bucket of its user.';
COMMENT ON COLUMN ledger_private.fraud_case.transaction_id IS 'The transaction that rules hit.';
COMMENT ON COLUMN ledger_private.fraud_case.account_id IS 'The account whose side of it they hit.';
COMMENT ON COLUMN ledger_private.fraud_case.hold_id IS 'The freeze that was put on the account; NULL: none.';
COMMENT ON COLUMN ledger_private.fraud_case.user_id IS 'Owner of the account. The shard key.';
COMMENT ON COLUMN ledger_private.fraud_case.decided_by_user_id IS 'The user who decided; NULL for a database session.';
COMMENT ON COLUMN ledger_private.fraud_case.api_key_id IS 'The API key it was decided with; NULL: none.';
COMMENT ON COLUMN ledger_private.fraud_case.opened_at IS 'When the case was opened.';
COMMENT ON COLUMN ledger_private.fraud_case.acted_at IS 'When the action was done, as far as it could be; NULL: not yet.';
COMMENT ON COLUMN ledger_private.fraud_case.decided_at IS 'When the case was decided; NULL: not yet.';
COMMENT ON COLUMN ledger_private.fraud_case.is_suspended IS 'Whether the case has suspended the account.';
COMMENT ON COLUMN ledger_private.fraud_case.action IS 'review, freeze or suspend: the most that a rule asked for.';
COMMENT ON COLUMN ledger_private.fraud_case.status IS 'OPEN, CLEARED or CONFIRMED.';
COMMENT ON COLUMN ledger_private.fraud_case.direction IS 'out: the account paid; in: it was paid.';
COMMENT ON COLUMN ledger_private.fraud_case.currency IS 'Asset code of the amount.';
COMMENT ON COLUMN ledger_private.fraud_case.amount IS 'What the account paid or was paid, in units of currency.';
COMMENT ON COLUMN ledger_private.fraud_case.score IS 'Score of the transaction, a plain number.';
COMMENT ON COLUMN ledger_private.fraud_case.reason IS 'Why it was decided so.';
COMMENT ON COLUMN ledger_private.fraud_case.decided_by_role IS 'The role of who decided.';
COMMENT ON COLUMN ledger_private.fraud_case.database_user IS 'The database login (session_user) of who decided.';
COMMENT ON COLUMN ledger_private.fraud_case.request_id IS 'Id of the request that decided.';

GRANT USAGE ON TYPE ledger_private.fraud_direction, ledger_private.fraud_action,
    ledger_private.fraud_comparison
    TO ledger_audit_owner;

RESET ROLE;
SET LOCAL ROLE ledger_audit_owner;

-- Each version of a rule, with who set it: a change is a new row.
CREATE TABLE ledger_audit.fraud_rule (
    rule_name text COLLATE "C" NOT NULL
        CONSTRAINT fraud_rule_name_is_a_word CHECK (rule_name ~ '^[a-z][a-z0-9_]{0,39}$'),
    version integer NOT NULL
        CONSTRAINT fraud_rule_counts_from_one CHECK (version >= 1),
    score integer NOT NULL
        CONSTRAINT fraud_rule_score_is_in_range CHECK (score BETWEEN -1000 AND 1000),
    user_id bigint,
    api_key_id uuid,
    created_at timestamptz NOT NULL,
    is_active boolean NOT NULL,
    is_removed boolean NOT NULL DEFAULT false,
    threshold numeric NOT NULL,
    feature text NOT NULL,
    comparison ledger_private.fraud_comparison NOT NULL,
    direction ledger_private.fraud_direction,
    currency text,
    action ledger_private.fraud_action NOT NULL,
    reason text NOT NULL,
    user_role text NOT NULL,
    database_user text NOT NULL,
    request_id text,
    CONSTRAINT fraud_rule_pkey PRIMARY KEY (rule_name, version)
);

CREATE TABLE ledger_audit.fraud_score (
    transaction_id uuid NOT NULL
        CONSTRAINT fraud_score_pkey PRIMARY KEY,
    event_position bigint NOT NULL,
    user_id bigint NOT NULL,
    score integer NOT NULL,
    created_at timestamptz NOT NULL,
    reasons jsonb NOT NULL
);

CREATE INDEX fraud_score_event_position_idx ON ledger_audit.fraud_score (event_position);

GRANT SELECT, INSERT ON ledger_audit.fraud_rule, ledger_audit.fraud_score TO ledger_owner;

COMMENT ON TABLE ledger_audit.fraud_rule IS 'Every version of every rule of the fraud checks. The same in each cell.';
COMMENT ON COLUMN ledger_audit.fraud_rule.rule_name IS 'Name of the rule, a word.';
COMMENT ON COLUMN ledger_audit.fraud_rule.version IS 'Number of the version, from 1; the newest is in force.';
COMMENT ON COLUMN ledger_audit.fraud_rule.score IS 'What a hit adds to the score of the transaction, -1000 to 1000.';
COMMENT ON COLUMN ledger_audit.fraud_rule.user_id IS 'The user who set the version; NULL for a database session.';
COMMENT ON COLUMN ledger_audit.fraud_rule.api_key_id IS 'The API key it was set with; NULL: none.';
COMMENT ON COLUMN ledger_audit.fraud_rule.created_at IS 'From when on the version is in force.';
COMMENT ON COLUMN ledger_audit.fraud_rule.is_active IS 'Whether transactions are looked at.';
COMMENT ON COLUMN ledger_audit.fraud_rule.is_removed IS 'Whether this version takes the rule away.';
COMMENT ON COLUMN ledger_audit.fraud_rule.threshold IS 'What the feature is compared with, in the feature''s unit.';
COMMENT ON COLUMN ledger_audit.fraud_rule.feature IS 'Which feature, of ledger.fraud_features.';
COMMENT ON COLUMN ledger_audit.fraud_rule.comparison IS 'How the feature is compared: <, <=, =, >= or >.';
COMMENT ON COLUMN ledger_audit.fraud_rule.direction IS 'Only for what an account pays (out) or is paid (in); NULL: both.';
COMMENT ON COLUMN ledger_audit.fraud_rule.currency IS 'Only for amounts of this asset code; NULL: all.';
COMMENT ON COLUMN ledger_audit.fraud_rule.action IS 'note, review, freeze or suspend.';
COMMENT ON COLUMN ledger_audit.fraud_rule.reason IS 'What a reviewer reads when it hits.';
COMMENT ON COLUMN ledger_audit.fraud_rule.user_role IS 'The role of who set the version.';
COMMENT ON COLUMN ledger_audit.fraud_rule.database_user IS 'The database login (session_user) of who set the version.';
COMMENT ON COLUMN ledger_audit.fraud_rule.request_id IS 'Id of the request that set the version.';

COMMENT ON TABLE ledger_audit.fraud_score IS 'Scores of the transactions that rules hit. Sharded by user_id.';
COMMENT ON COLUMN ledger_audit.fraud_score.transaction_id IS 'The transaction.';
COMMENT ON COLUMN ledger_audit.fraud_score.event_position IS 'Its place in the feed.';
COMMENT ON COLUMN ledger_audit.fraud_score.user_id IS 'The customer of the transaction. The shard key.';
COMMENT ON COLUMN ledger_audit.fraud_score.score IS 'Sum of the scores of the rules that hit.';
COMMENT ON COLUMN ledger_audit.fraud_score.created_at IS 'When it was scored.';
COMMENT ON COLUMN ledger_audit.fraud_score.reasons IS 'JSON array: each rule that hit, with version, account_id, direction, feature, value (as text), score, action and reason.';

-- Rules that ship: those of a class of fraud, none of which does more than to note.
INSERT INTO ledger_audit.fraud_rule (
    rule_name, version, feature, comparison, threshold, direction, score, action, reason,
    is_active, created_at, user_role, database_user
)
SELECT
    r.rule_name, 1, r.feature, r.comparison, r.threshold, r.direction, r.score, 'note', r.reason,
    true, clock_timestamp(), 'database', session_user
FROM (
    VALUES
    ('many_refusals', 'refused_count_1h', '>=', 5, 'out', 60, 'many payments refused in an hour'),
    ('many_payments', 'out_count_1h', '>=', 15, 'out', 40, 'many payments in an hour'),
    ('many_payers', 'payers_24h', '>=', 5, 'in', 50, 'paid by many accounts in a day'),
    ('passed_on', 'passed_on_1h', '>=', 0.9, 'out', 30, 'pays out within the hour what came in'),
    ('new_payee', 'pair_count', '=', 0, 'out', 10, 'pays somebody for the first time'),
    ('far_above_usual', 'spreads', '>=', 10, 'out', 40, 'an amount far above its own history'),
    ('unusual_hour', 'hour_share', '<', 0.05, 'out', 20, 'at an hour at which it never pays'),
    ('dormant', 'idle_days', '>=', 90, 'out', 30, 'moves after long rest'),
    ('similar_amounts', 'similar_7d', '>=', 5, 'in', 60, 'paid similar amounts again and again'),
    ('under_limit', 'share_of_limit', '>=', 0.9, NULL, 20, 'just under a limit'),
    ('round_amount', 'round_zeros', '>=', 3, 'out', 5, 'a round amount')
) AS r (rule_name, feature, comparison, threshold, direction, score, reason);

RESET ROLE;
COMMIT;
