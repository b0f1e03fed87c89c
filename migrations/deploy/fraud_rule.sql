-- Rules of the fraud checks, scores, and cases to review.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE DOMAIN ledger_private.fraud_action AS text
    CONSTRAINT fraud_action_is_known CHECK (VALUE IN ('note', 'review', 'freeze', 'suspend'));
CREATE DOMAIN ledger_private.fraud_comparison AS text
    CONSTRAINT fraud_comparison_is_known CHECK (VALUE IN ('<', '<=', '=', '>=', '>'));
CREATE DOMAIN ledger_private.fraud_case_status AS text
    CONSTRAINT fraud_case_status_is_known CHECK (VALUE IN ('OPEN', 'CLEARED', 'CONFIRMED'));

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
    created_at timestamptz NOT NULL,
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

CREATE INDEX fraud_case_transaction_id_idx ON ledger_private.fraud_case (transaction_id);

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
    sample uuid[],
    complete_after_at timestamptz
);

COMMENT ON TYPE ledger.fraud_backtest IS 'What a rule would have hit, by ledger.backtest_rule.';
COMMENT ON COLUMN ledger.fraud_backtest.transactions IS 'How many transactions were looked at.';
COMMENT ON COLUMN ledger.fraud_backtest.hits IS 'How many of them the rule would have hit.';
COMMENT ON COLUMN ledger.fraud_backtest.hits_per_1000 IS 'Hits among 1000 transactions; NULL when there were none to look at.';
COMMENT ON COLUMN ledger.fraud_backtest.confirmed_hits IS 'How many of the hits have a case that was confirmed.';
COMMENT ON COLUMN ledger.fraud_backtest.cleared_hits IS 'How many of the hits have a case that was cleared.';
COMMENT ON COLUMN ledger.fraud_backtest.sample IS 'Ids of at most 20 transactions that it would have hit, the newest first.';
COMMENT ON COLUMN ledger.fraud_backtest.complete_after_at IS 'Only what was observed after this moment was looked at, since what was before it has been pruned; NULL: all that was asked for.';

INSERT INTO ledger_private.role_permission (role, permission)
VALUES ('operator', 'review'), ('administrator', 'review');

COMMENT ON DOMAIN ledger_private.fraud_action IS 'What a rule asks for: note, review, freeze or suspend, each more than the one before.';
COMMENT ON DOMAIN ledger_private.fraud_comparison IS 'How a feature is compared with a threshold.';
COMMENT ON DOMAIN ledger_private.fraud_case_status IS 'OPEN until decided, then CLEARED or CONFIRMED.';

COMMENT ON TABLE ledger_private.fraud_case IS 'The review queue. Sharded by user_id.';
COMMENT ON COLUMN ledger_private.fraud_case.case_id IS 'The case''s id, a UUIDv7 with the bucket of its user.';
COMMENT ON COLUMN ledger_private.fraud_case.transaction_id IS 'The transaction that rules hit.';
COMMENT ON COLUMN ledger_private.fraud_case.account_id IS 'The account whose side of it they hit.';
COMMENT ON COLUMN ledger_private.fraud_case.hold_id IS 'The freeze that was put on the account; NULL: none.';
COMMENT ON COLUMN ledger_private.fraud_case.user_id IS 'Owner of the account. The shard key.';
COMMENT ON COLUMN ledger_private.fraud_case.decided_by_user_id IS 'The user who decided; NULL for a database session.';
COMMENT ON COLUMN ledger_private.fraud_case.api_key_id IS 'The API key it was decided with; NULL: none.';
COMMENT ON COLUMN ledger_private.fraud_case.created_at IS 'When the case was opened.';
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
    ledger_private.fraud_comparison, ledger_private.permission_name
    TO ledger_audit_owner;

RESET ROLE;
SET LOCAL ROLE ledger_audit_owner;

-- Each version of a rule, with who set it: a change is a new row.
CREATE TABLE ledger_audit.fraud_rule (
    rule_name ledger_private.permission_name NOT NULL
        CONSTRAINT fraud_rule_name_is_short CHECK (length(rule_name) <= 40),
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
    r.rule_name, 1 AS version, r.feature, r.comparison, r.threshold, r.direction, r.score,
    'note' AS action, r.reason, true AS is_active, clock_timestamp() AS created_at,
    'database' AS user_role, session_user AS database_user
FROM (
    VALUES
    ('many_refusals', 'refused_count_1h', '>=', 5, 'out', 90, 'many payments refused in an hour'),
    ('many_payments', 'out_count_1h', '>=', 15, 'out', 90, 'many payments in an hour'),
    ('many_payers', 'payers_24h', '>=', 5, 'in', 60, 'paid by many accounts in a day'),
    ('passed_on', 'passed_on_1h', '>=', 0.9, 'out', 60, 'pays out within the hour what came in'),
    ('new_payee', 'pair_count', '=', 0, 'out', 15, 'pays somebody for the first time'),
    ('known_payee', 'pair_count', '>=', 1, 'out', -20, 'has paid this payee before'),
    ('far_above_usual', 'spreads', '>=', 10, 'out', 40, 'an amount far above its own history'),
    ('unusual_hour', 'hour_share', '<', 0.05, 'out', 20, 'at an hour at which it never pays'),
    ('dormant', 'idle_days', '>=', 90, 'out', 30, 'moves after long rest'),
    ('similar_amounts', 'similar_7d', '>=', 5, 'in', 80, 'paid similar amounts again and again'),
    ('busy_business', 'in_count_30d', '>=', 20, 'in', -60, 'is paid all the time'),
    ('under_limit', 'share_of_limit', '>=', 0.9, NULL, 20, 'just under a limit'),
    ('round_amount', 'round_zeros', '>=', 3, 'out', 5, 'a round amount')
) AS r (rule_name, feature, comparison, threshold, direction, score, reason);

RESET ROLE;
COMMIT;
