-- Rules of the fraud checks, in all their versions.
CREATE OR REPLACE VIEW ledger.fraud_rules AS
SELECT
    r.rule_name::text AS rule_name,
    r.version,
    NOT r.is_removed AND NOT EXISTS (
        SELECT FROM ledger_audit.fraud_rule AS l
        WHERE l.rule_name = r.rule_name AND l.version > r.version
    ) AS is_current,
    r.is_active,
    r.feature::text AS feature,
    r.comparison::text AS comparison,
    trim_scale(r.threshold) AS threshold,
    r.direction::text AS direction,
    r.currency,
    r.score,
    r.action::text AS action,
    r.reason,
    r.user_id,
    r.user_role,
    r.database_user,
    r.request_id,
    r.api_key_id,
    r.created_at
FROM ledger_audit.fraud_rule AS r;

COMMENT ON VIEW ledger.fraud_rules IS
'Every version of every rule: ledger.set_fraud_rule adds them, and none is ever changed.';

COMMENT ON COLUMN ledger.fraud_rules.rule_name IS 'Name of the rule, a word.';
COMMENT ON COLUMN ledger.fraud_rules.version IS 'Number of the version, from 1.';
COMMENT ON COLUMN ledger.fraud_rules.is_current IS 'Whether this version is in force: the newest, of a rule that is not removed.';
COMMENT ON COLUMN ledger.fraud_rules.is_active IS 'Whether transactions are looked at.';
COMMENT ON COLUMN ledger.fraud_rules.feature IS 'What is compared: a feature of ledger.fraud_features.';
COMMENT ON COLUMN ledger.fraud_rules.comparison IS 'How the feature is compared: <, <=, =, >= or >.';
COMMENT ON COLUMN ledger.fraud_rules.threshold IS 'What the feature is compared with, in the feature''s unit.';
COMMENT ON COLUMN ledger.fraud_rules.direction IS 'Only for what an account pays (out) or is paid (in); NULL: both.';
COMMENT ON COLUMN ledger.fraud_rules.currency IS 'Only for amounts of this asset code; NULL: all.';
COMMENT ON COLUMN ledger.fraud_rules.score IS 'What a hit adds to the score of the transaction, -1000 to 1000.';
COMMENT ON COLUMN ledger.fraud_rules.action IS 'What a hit asks for: note, review, freeze or suspend.';
COMMENT ON COLUMN ledger.fraud_rules.reason IS 'What a reviewer reads when it hits.';
COMMENT ON COLUMN ledger.fraud_rules.user_id IS 'The user who set the version; NULL for a database session.';
COMMENT ON COLUMN ledger.fraud_rules.user_role IS 'The role of who set the version.';
COMMENT ON COLUMN ledger.fraud_rules.database_user IS 'The database login (session_user) of who set the version.';
COMMENT ON COLUMN ledger.fraud_rules.request_id IS 'Id of the request that set the version; NULL: none.';
COMMENT ON COLUMN ledger.fraud_rules.api_key_id IS 'The API key it was set with; NULL: none.';
COMMENT ON COLUMN ledger.fraud_rules.created_at IS 'From when on transactions are judged by the version.';
