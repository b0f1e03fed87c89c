-- For reports: transactions with the codes of both accounts.
CREATE OR REPLACE VIEW reporting.transactions AS
SELECT
    t.transaction_id, f.code AS from_account_code, o.code AS to_account_code,
    t.from_account_id, t.to_account_id, t.amount, t.currency, t.transaction_type,
    t.status, t.failure_code, t.idempotency_key, t.description, t.metadata, t.user_id,
    t.effective_at, t.created_at, t.completed_at,
    t.leg_account_ids, t.reverses_transaction_id, t.hold_id,
    t.reversed_amount
FROM ledger.transactions AS t
LEFT JOIN ledger.accounts AS f ON f.account_id = t.from_account_id
LEFT JOIN ledger.accounts AS o ON o.account_id = t.to_account_id;

COMMENT ON VIEW reporting.transactions IS 'Transactions, posted and refused, with account codes.';
