-- For reports: what was posted. A posting never changes; what takes it back is another one.
CREATE OR REPLACE VIEW reporting.postings AS
SELECT
    t.transaction_id,
    fc.code::text AS from_account_code,
    oc.code::text AS to_account_code,
    t.from_account_id,
    t.to_account_id,
    round(t.amount, c.minor_units) AS amount,
    round(
        CASE WHEN t.reverses_transaction_id IS NULL THEN t.amount ELSE -t.amount END,
        c.minor_units
    ) AS net_amount,
    t.currency,
    t.transaction_type::text AS transaction_type,
    k.idempotency_key::text AS idempotency_key,
    t.request_id,
    t.description,
    t.metadata,
    t.user_id,
    t.effective_at,
    t.created_at,
    t.leg_account_ids,
    t.reverses_transaction_id,
    t.hold_id
FROM ledger_audit.transaction AS t
-- A filter on the key turns this into the way in, through the key's own table.
LEFT JOIN ledger_private.idempotency_key AS k
    ON k.idempotency_key = t.idempotency_key
    AND k.user_id = coalesce(t.actor_user_id, 0)
    AND k.resource_id = t.transaction_id
LEFT JOIN ledger_private.currency AS c ON c.currency = t.currency
LEFT JOIN ledger_private.account AS f ON f.account_id = t.from_account_id
LEFT JOIN ledger_private.account AS o ON o.account_id = t.to_account_id
LEFT JOIN ledger_private.account_code AS fc
    ON fc.account_id = f.account_id AND fc.code_number = f.code_number
LEFT JOIN ledger_private.account_code AS oc
    ON oc.account_id = o.account_id AND oc.code_number = o.code_number
WHERE t.status <> 'FAILED';

COMMENT ON VIEW reporting.postings IS
'What was posted, one row a transaction, for ever the same. Refusals are in reporting.refusals, so sum(amount) is what moved; sum(net_amount) takes off what was given back.';

COMMENT ON COLUMN reporting.postings.transaction_id IS 'Key of the view: the transaction''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN reporting.postings.from_account_code IS 'Code of the account that pays, or NULL.';
COMMENT ON COLUMN reporting.postings.to_account_code IS 'Code of the account that is paid, or NULL.';
COMMENT ON COLUMN reporting.postings.from_account_id IS 'The account that pays; leads to reporting.accounts; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN reporting.postings.to_account_id IS 'The account that is paid; leads to reporting.accounts; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN reporting.postings.amount IS 'Amount moved, positive, in units of the currency; NULL when its legs are in several currencies.';
COMMENT ON COLUMN reporting.postings.net_amount IS 'The amount, negative where the posting takes another one back: its sum is what moved and stayed.';
COMMENT ON COLUMN reporting.postings.currency IS 'Asset code of the amount; leads to reporting.currencies; NULL when its legs are in several currencies.';
COMMENT ON COLUMN reporting.postings.transaction_type IS 'A word for the transaction''s kind: transfer, deposit, withdrawal, or the caller''s own.';
COMMENT ON COLUMN reporting.postings.idempotency_key IS 'The idempotency key that the request carried, or NULL.';
COMMENT ON COLUMN reporting.postings.request_id IS 'Correlation id of the request.';
COMMENT ON COLUMN reporting.postings.description IS 'Free text of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN reporting.postings.metadata IS 'JSON object of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN reporting.postings.user_id IS 'The customer who pays, or who is paid when the house pays; 0 when neither side is a customer. Leads to reporting.users.';
COMMENT ON COLUMN reporting.postings.effective_at IS 'The moment from which the transaction counts; created_at unless the caller gave another.';
COMMENT ON COLUMN reporting.postings.created_at IS 'When the ledger posted the transaction.';
COMMENT ON COLUMN reporting.postings.leg_account_ids IS 'Accounts of the transaction''s entries, one for each; NULL for a transfer from one account to another.';
COMMENT ON COLUMN reporting.postings.reverses_transaction_id IS 'The posting that this one takes back, in part or whole; leads to reporting.postings; NULL when it is no reversal.';
COMMENT ON COLUMN reporting.postings.hold_id IS 'The hold that the transaction captures; leads to reporting.holds; NULL when it is no capture.';
