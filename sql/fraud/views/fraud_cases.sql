-- The review queue.
CREATE OR REPLACE VIEW ledger.fraud_cases AS
SELECT
    c.case_id,
    c.status::text AS status,
    c.action::text AS action,
    c.score,
    s.reasons,
    c.transaction_id,
    c.account_id,
    c.user_id,
    c.direction::text AS direction,
    round(c.amount, k.minor_units) AS amount,
    c.currency,
    c.hold_id,
    c.is_suspended,
    c.acted_at,
    c.decided_at,
    c.reason,
    c.decided_by_user_id,
    c.decided_by_role,
    c.database_user,
    c.request_id,
    c.created_at
FROM ledger_private.fraud_case AS c
JOIN ledger_private.currency AS k USING (currency)
JOIN ledger_audit.fraud_score AS s USING (transaction_id);

COMMENT ON VIEW ledger.fraud_cases IS
'Cases: transactions for which a rule asked for more than to note, one for each account of theirs that it hit. ledger.decide_fraud_case decides them.';

COMMENT ON COLUMN ledger.fraud_cases.case_id IS 'The case''s id, a UUIDv7 with the bucket of its user.';
COMMENT ON COLUMN ledger.fraud_cases.status IS 'OPEN, CLEARED (no fraud) or CONFIRMED (fraud).';
COMMENT ON COLUMN ledger.fraud_cases.action IS 'The most that a rule asked for: review, freeze or suspend.';
COMMENT ON COLUMN ledger.fraud_cases.score IS 'Score of the transaction, a plain number.';
COMMENT ON COLUMN ledger.fraud_cases.reasons IS 'Reasons of the transaction''s score, as in ledger.fraud_scores.';
COMMENT ON COLUMN ledger.fraud_cases.transaction_id IS 'The transaction.';
COMMENT ON COLUMN ledger.fraud_cases.account_id IS 'The account whose side of it was hit.';
COMMENT ON COLUMN ledger.fraud_cases.user_id IS 'Owner of the account. The shard key.';
COMMENT ON COLUMN ledger.fraud_cases.direction IS 'out: the account paid; in: it was paid.';
COMMENT ON COLUMN ledger.fraud_cases.amount IS 'What the account paid or was paid, in units of currency.';
COMMENT ON COLUMN ledger.fraud_cases.currency IS 'Asset code of the amount.';
COMMENT ON COLUMN ledger.fraud_cases.hold_id IS 'The freeze on the account; NULL: none.';
COMMENT ON COLUMN ledger.fraud_cases.is_suspended IS 'Whether the case has suspended the account.';
COMMENT ON COLUMN ledger.fraud_cases.acted_at IS 'When the action was done, as far as it could be; NULL: not yet.';
COMMENT ON COLUMN ledger.fraud_cases.decided_at IS 'When the case was decided; NULL: not yet.';
COMMENT ON COLUMN ledger.fraud_cases.reason IS 'Why it was decided so; NULL: not yet decided.';
COMMENT ON COLUMN ledger.fraud_cases.decided_by_user_id IS 'The user who decided; NULL for a database session.';
COMMENT ON COLUMN ledger.fraud_cases.decided_by_role IS 'The role of who decided.';
COMMENT ON COLUMN ledger.fraud_cases.database_user IS 'The database login (session_user) of who decided.';
COMMENT ON COLUMN ledger.fraud_cases.request_id IS 'Id of the request that decided; NULL: none.';
COMMENT ON COLUMN ledger.fraud_cases.created_at IS 'When the case was opened.';
