-- For reports: what a rule refused. No money moved.
CREATE OR REPLACE VIEW reporting.refusals AS
SELECT
    t.transaction_id,
    fc.code::text AS from_account_code,
    oc.code::text AS to_account_code,
    t.from_account_id,
    t.to_account_id,
    round(t.amount, c.minor_units) AS amount,
    t.currency,
    t.transaction_type::text AS transaction_type,
    t.failure_code,
    t.failure_detail,
    t.idempotency_key,
    t.request_id,
    t.description,
    t.metadata,
    t.user_id,
    t.effective_at,
    t.created_at
FROM ledger_audit.transaction AS t
LEFT JOIN ledger_private.currency AS c ON c.currency = t.currency
LEFT JOIN ledger_private.account AS f ON f.account_id = t.from_account_id
LEFT JOIN ledger_private.account AS o ON o.account_id = t.to_account_id
LEFT JOIN ledger_private.account_code AS fc
    ON fc.account_id = f.account_id AND fc.code_number = f.code_number
LEFT JOIN ledger_private.account_code AS oc
    ON oc.account_id = o.account_id AND oc.code_number = o.code_number
WHERE t.status = 'FAILED';

COMMENT ON VIEW reporting.refusals IS
'What was asked for and refused by a rule, with the reason; no money moved. A refusal that was raised as an error leaves no row.';

COMMENT ON COLUMN reporting.refusals.transaction_id IS 'Key of the view: the transaction''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN reporting.refusals.from_account_code IS 'Code of the account that was to pay, or NULL.';
COMMENT ON COLUMN reporting.refusals.to_account_code IS 'Code of the account that was to be paid, or NULL.';
COMMENT ON COLUMN reporting.refusals.from_account_id IS 'The account that was to pay; leads to reporting.accounts; NULL for a transaction of legs.';
COMMENT ON COLUMN reporting.refusals.to_account_id IS 'The account that was to be paid; leads to reporting.accounts; NULL for a transaction of legs.';
COMMENT ON COLUMN reporting.refusals.amount IS 'Amount that was asked for, positive, in units of the currency; NULL when its legs are in several currencies.';
COMMENT ON COLUMN reporting.refusals.currency IS 'Asset code of the amount; leads to reporting.currencies; NULL when its legs are in several currencies.';
COMMENT ON COLUMN reporting.refusals.transaction_type IS 'A word for the transaction''s kind: transfer, deposit, withdrawal, or the caller''s own.';
COMMENT ON COLUMN reporting.refusals.failure_code IS 'Why the transaction was refused; leads to reporting.errors.';
COMMENT ON COLUMN reporting.refusals.failure_detail IS 'The values behind the refusal, a JSON object.';
COMMENT ON COLUMN reporting.refusals.idempotency_key IS 'The idempotency key that the request carried, or NULL; a key can be refused more than once.';
COMMENT ON COLUMN reporting.refusals.request_id IS 'Correlation id of the request.';
COMMENT ON COLUMN reporting.refusals.description IS 'Free text of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN reporting.refusals.metadata IS 'JSON object of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN reporting.refusals.user_id IS 'The customer who was to pay, or to be paid when the house pays; 0 when neither side is a customer. Leads to reporting.users.';
COMMENT ON COLUMN reporting.refusals.effective_at IS 'The moment from which the transaction counts; created_at unless the caller gave another.';
COMMENT ON COLUMN reporting.refusals.created_at IS 'When the ledger refused the transaction.';
