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

COMMENT ON COLUMN reporting.transactions.transaction_id IS 'The transaction''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN reporting.transactions.from_account_code IS 'Code of the account that pays; NULL where it has none or leg_account_ids names the accounts.';
COMMENT ON COLUMN reporting.transactions.to_account_code IS 'Code of the account that is paid; NULL where it has none or leg_account_ids names the accounts.';
COMMENT ON COLUMN reporting.transactions.from_account_id IS 'The account that pays; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN reporting.transactions.to_account_id IS 'The account that is paid; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN reporting.transactions.amount IS 'Amount moved, positive, in units of the currency; NULL when its legs are in several currencies.';
COMMENT ON COLUMN reporting.transactions.currency IS 'Asset code of the amount; NULL when its legs are in several currencies.';
COMMENT ON COLUMN reporting.transactions.transaction_type IS 'A word for the transaction''s kind: transfer, deposit, withdrawal, or the caller''s own.';
COMMENT ON COLUMN reporting.transactions.status IS 'COMPLETED, FAILED (refused, nothing moved) or REVERSED (all of it was given back).';
COMMENT ON COLUMN reporting.transactions.failure_code IS 'Code from ledger.errors when the transaction was refused, else NULL.';
COMMENT ON COLUMN reporting.transactions.idempotency_key IS 'The idempotency key that the request carried, or NULL.';
COMMENT ON COLUMN reporting.transactions.description IS 'Free text of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN reporting.transactions.metadata IS 'JSON object of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN reporting.transactions.user_id IS 'The customer who pays, or who is paid when the house pays; 0 when neither side is a customer. The shard key.';
COMMENT ON COLUMN reporting.transactions.effective_at IS 'The moment from which the transaction counts; created_at unless the caller gave another.';
COMMENT ON COLUMN reporting.transactions.created_at IS 'When the ledger posted or refused the transaction.';
COMMENT ON COLUMN reporting.transactions.completed_at IS 'When the transaction was posted; NULL when it was refused.';
COMMENT ON COLUMN reporting.transactions.leg_account_ids IS 'Accounts of the transaction''s entries, one for each; NULL for a transfer from one account to another.';
COMMENT ON COLUMN reporting.transactions.reverses_transaction_id IS 'The transaction that this one takes back, in part or whole; NULL when it is no reversal.';
COMMENT ON COLUMN reporting.transactions.hold_id IS 'The hold that the transaction captures; NULL when it is no capture.';
COMMENT ON COLUMN reporting.transactions.reversed_amount IS 'What reversals have given back of the transaction, in units of the currency; NULL when it was refused or has several currencies.';
