-- Transactions: what was asked, and what became of it.
CREATE OR REPLACE VIEW ledger.transactions AS
SELECT
    t.transaction_id,
    t.from_account_id,
    t.to_account_id,
    round(t.amount, c.minor_units) AS amount,
    t.currency,
    t.transaction_type::text AS transaction_type,
    CASE
        WHEN t.status = 'COMPLETED' AND t.amount <= (
            SELECT sum(r.amount) FROM ledger_audit.transaction AS r
            WHERE r.reverses_transaction_id = t.transaction_id
                AND r.status = 'COMPLETED'
        ) THEN 'REVERSED'
        -- Legs of several currencies are reversed whole.
        WHEN t.status = 'COMPLETED' AND t.amount IS NULL AND EXISTS (
            SELECT FROM ledger_audit.transaction AS r
            WHERE r.reverses_transaction_id = t.transaction_id
                AND r.status = 'COMPLETED'
        ) THEN 'REVERSED'
        ELSE t.status::text
    END AS status,
    t.failure_code,
    t.failure_detail,
    t.idempotency_key,
    t.description,
    t.metadata,
    t.user_id,
    t.from_account_version,
    t.to_account_version,
    t.effective_at,
    t.created_at,
    CASE WHEN t.status <> 'FAILED' THEN t.created_at END AS completed_at,
    t.leg_account_ids,
    t.leg_account_versions,
    t.reverses_transaction_id,
    t.hold_id,
    CASE WHEN t.status = 'COMPLETED' THEN (
        SELECT round(coalesce(sum(r.amount), 0), c.minor_units)
        FROM ledger_audit.transaction AS r
        WHERE r.reverses_transaction_id = t.transaction_id
            AND r.status = 'COMPLETED'
    ) END AS reversed_amount,
    t.actor_user_id AS asked_by
FROM ledger_audit.transaction AS t
LEFT JOIN ledger_private.currency AS c USING (currency);

COMMENT ON VIEW ledger.transactions IS
'One row per transfer that was posted (COMPLETED) or refused by a rule (FAILED, with failure_code). reversed_amount is what later transactions gave back of it; when that is all, its status is REVERSED. One that moves money between more than two accounts has leg_account_ids and leg_account_versions, which name its entries, instead of the two sides; amount and currency are NULL when its legs are in several currencies.';

COMMENT ON COLUMN ledger.transactions.transaction_id IS 'The transaction''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger.transactions.from_account_id IS 'The account that pays; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.transactions.to_account_id IS 'The account that is paid; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.transactions.amount IS 'Amount moved, positive, in units of the currency; NULL when its legs are in several currencies.';
COMMENT ON COLUMN ledger.transactions.currency IS 'Asset code of the amount; NULL when its legs are in several currencies.';
COMMENT ON COLUMN ledger.transactions.transaction_type IS 'A word for the transaction''s kind: transfer, deposit, withdrawal, or the caller''s own.';
COMMENT ON COLUMN ledger.transactions.status IS 'COMPLETED, FAILED (refused, nothing moved) or REVERSED (all of it was given back).';
COMMENT ON COLUMN ledger.transactions.failure_code IS 'Code from ledger.errors when the transaction was refused, else NULL.';
COMMENT ON COLUMN ledger.transactions.failure_detail IS 'The values behind the refusal, a JSON object; NULL when the transaction was posted.';
COMMENT ON COLUMN ledger.transactions.idempotency_key IS 'The idempotency key that the request carried, or NULL.';
COMMENT ON COLUMN ledger.transactions.description IS 'Free text of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN ledger.transactions.metadata IS 'JSON object of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN ledger.transactions.user_id IS 'The customer who pays, or who is paid when the house pays; 0 when neither side is a customer. The shard key.';
COMMENT ON COLUMN ledger.transactions.from_account_version IS 'Number of the paying account''s entry; NULL when refused, and where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.transactions.to_account_version IS 'Number of the paid account''s entry; NULL when refused, and where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.transactions.effective_at IS 'The moment from which the transaction counts; created_at unless the caller gave another.';
COMMENT ON COLUMN ledger.transactions.created_at IS 'When the ledger posted or refused the transaction.';
COMMENT ON COLUMN ledger.transactions.completed_at IS 'When the transaction was posted; NULL when it was refused.';
COMMENT ON COLUMN ledger.transactions.leg_account_ids IS 'Accounts of the transaction''s entries, one for each; NULL for a transfer from one account to another.';
COMMENT ON COLUMN ledger.transactions.leg_account_versions IS 'Numbers of the entries in the accounts of leg_account_ids, in the same order; NULL when refused, and for a transfer from one account to another.';
COMMENT ON COLUMN ledger.transactions.reverses_transaction_id IS 'The transaction that this one takes back, in part or whole; NULL when it is no reversal.';
COMMENT ON COLUMN ledger.transactions.hold_id IS 'The hold that the transaction captures; NULL when it is no capture.';
COMMENT ON COLUMN ledger.transactions.reversed_amount IS 'What reversals have given back of the transaction, in units of the currency; NULL when it was refused or has several currencies.';
COMMENT ON COLUMN ledger.transactions.asked_by IS 'The user who asked for the transaction; NULL when a database user did.';
