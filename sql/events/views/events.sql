-- Every numbered transaction as an event, with the balances it led to.
CREATE OR REPLACE VIEW ledger.events AS
SELECT
    f.event_position,
    t.transaction_id,
    t.status::text AS status,
    t.failure_code,
    t.transaction_type::text AS transaction_type,
    t.from_account_id,
    t.to_account_id,
    round(t.amount, c.minor_units) AS amount,
    t.currency,
    t.from_account_version,
    (
        SELECT round(e.balance_after, c.minor_units)
        FROM ledger_audit.transaction_entry AS e
        WHERE e.account_id = t.from_account_id
            AND e.account_version = t.from_account_version
    ) AS from_balance,
    t.to_account_version,
    (
        SELECT round(e.balance_after, c.minor_units)
        FROM ledger_audit.transaction_entry AS e
        WHERE e.account_id = t.to_account_id
            AND e.account_version = t.to_account_version
    ) AS to_balance,
    t.description,
    t.metadata,
    t.user_id,
    t.effective_at,
    t.created_at,
    t.leg_account_ids,
    t.leg_account_versions,
    CASE WHEN t.leg_account_versions IS NOT NULL THEN ARRAY(
        SELECT (
            SELECT round(e.balance_after, a.minor_units)
            FROM ledger_audit.transaction_entry AS e
            JOIN ledger_private.account AS a USING (account_id)
            WHERE e.account_id = l.account_id
                AND e.account_version = l.account_version
        )
        FROM unnest(t.leg_account_ids, t.leg_account_versions) WITH ORDINALITY
            AS l (account_id, account_version, n)
        ORDER BY l.n
    ) END AS leg_balances,
    t.reverses_transaction_id,
    t.hold_id,
    (SELECT (ledger_private.last_pass()).feed_id) AS feed_id
FROM ledger_audit.feed_event AS f
JOIN ledger_audit.transaction AS t USING (transaction_id)
LEFT JOIN ledger_private.currency AS c USING (currency);

COMMENT ON VIEW ledger.events IS
'The outbox: a view over rows that posting writes anyway. Read it through ledger.list_events, which numbers what has been committed since.';

COMMENT ON COLUMN ledger.events.event_position IS 'Place of the event in the feed, from 1 without gap.';
COMMENT ON COLUMN ledger.events.transaction_id IS 'The transaction''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger.events.status IS 'COMPLETED or FAILED (refused, nothing moved).';
COMMENT ON COLUMN ledger.events.failure_code IS 'Code from ledger.errors when the transaction was refused, else NULL.';
COMMENT ON COLUMN ledger.events.transaction_type IS 'A word for the transaction''s kind: transfer, deposit, withdrawal, or the caller''s own.';
COMMENT ON COLUMN ledger.events.from_account_id IS 'The account that pays; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.events.to_account_id IS 'The account that is paid; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.events.amount IS 'Amount moved, positive, in units of the currency; NULL when its legs are in several currencies.';
COMMENT ON COLUMN ledger.events.currency IS 'Asset code of the amount; NULL when its legs are in several currencies.';
COMMENT ON COLUMN ledger.events.from_account_version IS 'Number of the paying account''s entry; NULL when refused, and where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.events.from_balance IS 'The paying account''s balance after the transaction; NULL when refused, and where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.events.to_account_version IS 'Number of the paid account''s entry; NULL when refused, and where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.events.to_balance IS 'The paid account''s balance after the transaction; NULL when refused, and where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.events.description IS 'Free text of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN ledger.events.metadata IS 'JSON object of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN ledger.events.user_id IS 'The customer who pays, or who is paid when the house pays; 0 when neither side is a customer. The shard key.';
COMMENT ON COLUMN ledger.events.effective_at IS 'The moment from which the transaction counts; created_at unless the caller gave another.';
COMMENT ON COLUMN ledger.events.created_at IS 'When the ledger posted or refused the transaction.';
COMMENT ON COLUMN ledger.events.leg_account_ids IS 'Accounts of the transaction''s entries, one for each; NULL for a transfer from one account to another.';
COMMENT ON COLUMN ledger.events.leg_account_versions IS 'Numbers of the entries in the accounts of leg_account_ids, in the same order; NULL when refused, and for a transfer from one account to another.';
COMMENT ON COLUMN ledger.events.leg_balances IS 'Balances that the entries of leg_account_ids led to, in the same order; NULL when refused, and for a transfer from one account to another.';
COMMENT ON COLUMN ledger.events.reverses_transaction_id IS 'The transaction that this one takes back, in part or whole; NULL when it is no reversal.';
COMMENT ON COLUMN ledger.events.hold_id IS 'The hold that the transaction captures; NULL when it is no capture.';
COMMENT ON COLUMN ledger.events.feed_id IS 'Identity of the feed; belongs to the position when a reader goes on.';
