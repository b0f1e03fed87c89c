-- Every numbered transaction and act as an event, with the balances or the object it led to.
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
    coalesce(t.user_id, a.user_id) AS user_id,
    t.effective_at,
    coalesce(t.created_at, a.created_at) AS created_at,
    t.leg_account_ids,
    t.leg_account_versions,
    CASE WHEN t.leg_account_versions IS NOT NULL THEN ARRAY(
        SELECT (
            SELECT round(e.balance_after, p.minor_units)
            FROM ledger_audit.transaction_entry AS e
            JOIN ledger_private.account AS p USING (account_id)
            WHERE e.account_id = l.account_id
                AND e.account_version = l.account_version
        )
        FROM unnest(t.leg_account_ids, t.leg_account_versions) WITH ORDINALITY
            AS l (account_id, account_version, n)
        ORDER BY l.n
    ) END AS leg_balances,
    t.reverses_transaction_id,
    t.hold_id,
    (SELECT (ledger_private.last_pass()).feed_id) AS feed_id,
    CASE
        WHEN f.act_id IS NOT NULL THEN a.event_type
        WHEN t.status = 'FAILED' THEN 'transaction.refused'
        WHEN t.reverses_transaction_id IS NOT NULL THEN 'transaction.reversed'
        ELSE 'transaction.posted'
    END AS event_type,
    coalesce(f.transaction_id, f.act_id) AS event_id,
    a.account_id,
    a.object,
    coalesce(t.actor_user_id, a.actor_user_id) AS actor_user_id,
    coalesce(t.user_role, a.actor_role) AS actor_role
FROM ledger_audit.feed_event AS f
LEFT JOIN ledger_audit.transaction AS t ON t.transaction_id = f.transaction_id
LEFT JOIN ledger_audit.act AS a ON a.act_id = f.act_id
LEFT JOIN ledger_private.currency AS c USING (currency);

COMMENT ON VIEW ledger.events IS
'The outbox: transactions, a view over rows that posting writes anyway, and all else that was done. Columns of a transaction are NULL for an act. Read it through ledger.list_events, which numbers what has been committed since.';

COMMENT ON COLUMN ledger.events.event_position IS 'Place of the event in the feed, from 1 without gap.';
COMMENT ON COLUMN ledger.events.transaction_id IS 'The transaction''s id, a UUIDv7 with the bucket of its owner; NULL for an act.';
COMMENT ON COLUMN ledger.events.status IS 'COMPLETED or FAILED (refused, nothing moved); NULL for an act.';
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
COMMENT ON COLUMN ledger.events.user_id IS 'The customer who pays, or who is paid when the house pays; 0 when neither side is a customer; the owner of an act''s object. The shard key.';
COMMENT ON COLUMN ledger.events.effective_at IS 'The moment from which the transaction counts; created_at unless the caller gave another.';
COMMENT ON COLUMN ledger.events.created_at IS 'When the ledger posted or refused the transaction, or the act was done.';
COMMENT ON COLUMN ledger.events.leg_account_ids IS 'Accounts of the transaction''s entries, one for each; NULL for a transfer from one account to another.';
COMMENT ON COLUMN ledger.events.leg_account_versions IS 'Numbers of the entries in the accounts of leg_account_ids, in the same order; NULL when refused, and for a transfer from one account to another.';
COMMENT ON COLUMN ledger.events.leg_balances IS 'Balances that the entries of leg_account_ids led to, in the same order; NULL when refused, and for a transfer from one account to another.';
COMMENT ON COLUMN ledger.events.reverses_transaction_id IS 'The transaction that this one takes back, in part or whole; NULL when it is no reversal.';
COMMENT ON COLUMN ledger.events.hold_id IS 'The hold that the transaction captures; NULL when it is no capture.';
COMMENT ON COLUMN ledger.events.feed_id IS 'Identity of the feed; belongs to the position when a reader goes on.';
COMMENT ON COLUMN ledger.events.event_type IS 'Type of the event, one of ledger.event_types: transaction.posted, account.opened.';
COMMENT ON COLUMN ledger.events.event_id IS 'Id of the event: the transaction''s id, or that of the act.';
COMMENT ON COLUMN ledger.events.account_id IS 'The account that an act is about; NULL for a transaction, and for an act about none or all of a user''s.';
COMMENT ON COLUMN ledger.events.object IS 'The object as it was after the act, a JSON object in the words of its view; NULL for a transaction.';
COMMENT ON COLUMN ledger.events.actor_user_id IS 'The user who asked for the transaction, or did the act; NULL for a database session.';
COMMENT ON COLUMN ledger.events.actor_role IS 'Role of whoever did it; database for a database session.';
