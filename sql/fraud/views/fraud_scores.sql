-- Scores of the transactions that rules hit.
CREATE OR REPLACE VIEW ledger.fraud_scores AS
SELECT
    s.transaction_id,
    s.event_position,
    s.user_id,
    s.score,
    s.reasons,
    s.created_at
FROM ledger_audit.fraud_score AS s;

COMMENT ON VIEW ledger.fraud_scores IS
'Transactions that at least one rule hit, each once, as it was scored then.';

COMMENT ON COLUMN ledger.fraud_scores.transaction_id IS 'The transaction.';
COMMENT ON COLUMN ledger.fraud_scores.event_position IS 'Its place in the feed.';
COMMENT ON COLUMN ledger.fraud_scores.user_id IS 'The customer of the transaction. The shard key.';
COMMENT ON COLUMN ledger.fraud_scores.score IS 'Sum of the scores of the rules that hit, a plain number.';
COMMENT ON COLUMN ledger.fraud_scores.reasons IS 'JSON array, one object for each rule that hit: rule_name, version, account_id, direction, feature, value (as text), score, action and reason.';
COMMENT ON COLUMN ledger.fraud_scores.created_at IS 'When it was scored.';
