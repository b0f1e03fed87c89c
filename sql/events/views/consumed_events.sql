-- Events that workers of consumers have taken and not acknowledged.
CREATE OR REPLACE VIEW ledger.consumed_events AS
SELECT
    l.consumer_name::text AS consumer_name,
    l.lease_id,
    l.attempt,
    l.expires_at AS lease_expires_at,
    e.event_position, e.transaction_id, e.status, e.failure_code, e.transaction_type,
    e.from_account_id, e.to_account_id, e.amount, e.currency, e.from_account_version,
    e.from_balance, e.to_account_version, e.to_balance, e.description, e.metadata, e.user_id,
    e.effective_at, e.created_at, e.leg_account_ids, e.leg_account_versions, e.leg_balances,
    e.reverses_transaction_id, e.hold_id, e.feed_id, e.event_type, e.event_id, e.account_id,
    e.object, e.actor_user_id, e.actor_role
FROM ledger_private.event_lease AS l
JOIN ledger.events AS e ON e.event_position BETWEEN l.first_position AND l.last_position;

COMMENT ON VIEW ledger.consumed_events IS
'What is being worked on: each event that a worker has taken by ledger.consume_events and not acknowledged, with its lease. The columns of ledger.events follow those of the lease.';

COMMENT ON COLUMN ledger.consumed_events.consumer_name IS 'The consumer whose worker took the event.';
COMMENT ON COLUMN ledger.consumed_events.lease_id IS 'The lease, to acknowledge by: all events that were taken together share it.';
COMMENT ON COLUMN ledger.consumed_events.attempt IS 'How many times the event has been taken, this time included: above 1 it may have been worked on already.';
COMMENT ON COLUMN ledger.consumed_events.lease_expires_at IS 'From then on another worker may take the event.';
COMMENT ON COLUMN ledger.consumed_events.event_position IS 'Place of the event in the feed, from 1 without gap.';
COMMENT ON COLUMN ledger.consumed_events.transaction_id IS 'The transaction''s id, a UUIDv7 with the bucket of its owner; NULL for an act.';
COMMENT ON COLUMN ledger.consumed_events.status IS 'COMPLETED or FAILED (refused, nothing moved); NULL for an act.';
COMMENT ON COLUMN ledger.consumed_events.failure_code IS 'Code from ledger.errors when the transaction was refused, else NULL.';
COMMENT ON COLUMN ledger.consumed_events.transaction_type IS 'A word for the transaction''s kind: transfer, deposit, withdrawal, or the caller''s own.';
COMMENT ON COLUMN ledger.consumed_events.from_account_id IS 'The account that pays; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.consumed_events.to_account_id IS 'The account that is paid; NULL where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.consumed_events.amount IS 'Amount moved, positive, in units of the currency; NULL when its legs are in several currencies.';
COMMENT ON COLUMN ledger.consumed_events.currency IS 'Asset code of the amount; NULL when its legs are in several currencies.';
COMMENT ON COLUMN ledger.consumed_events.from_account_version IS 'Number of the paying account''s entry; NULL when refused, and where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.consumed_events.from_balance IS 'The paying account''s balance after the transaction; NULL when refused, and where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.consumed_events.to_account_version IS 'Number of the paid account''s entry; NULL when refused, and where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.consumed_events.to_balance IS 'The paid account''s balance after the transaction; NULL when refused, and where leg_account_ids names the accounts.';
COMMENT ON COLUMN ledger.consumed_events.description IS 'Free text of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN ledger.consumed_events.metadata IS 'JSON object of whoever asked for the transaction, or NULL.';
COMMENT ON COLUMN ledger.consumed_events.user_id IS 'The customer who pays, or who is paid when the house pays; 0 when neither side is a customer; the owner of an act''s object. The shard key.';
COMMENT ON COLUMN ledger.consumed_events.effective_at IS 'The moment from which the transaction counts; created_at unless the caller gave another.';
COMMENT ON COLUMN ledger.consumed_events.created_at IS 'When the ledger posted or refused the transaction, or the act was done.';
COMMENT ON COLUMN ledger.consumed_events.leg_account_ids IS 'Accounts of the transaction''s entries, one for each; NULL for a transfer from one account to another.';
COMMENT ON COLUMN ledger.consumed_events.leg_account_versions IS 'Numbers of the entries in the accounts of leg_account_ids, in the same order; NULL when refused, and for a transfer from one account to another.';
COMMENT ON COLUMN ledger.consumed_events.leg_balances IS 'Balances that the entries of leg_account_ids led to, in the same order; NULL when refused, and for a transfer from one account to another.';
COMMENT ON COLUMN ledger.consumed_events.reverses_transaction_id IS 'The transaction that this one takes back, in part or whole; NULL when it is no reversal.';
COMMENT ON COLUMN ledger.consumed_events.hold_id IS 'The hold that the transaction captures; NULL when it is no capture.';
COMMENT ON COLUMN ledger.consumed_events.feed_id IS 'Identity of the feed; belongs to the position when a reader goes on.';
COMMENT ON COLUMN ledger.consumed_events.event_type IS 'Type of the event, one of ledger.event_types: transaction.posted, account.opened.';
COMMENT ON COLUMN ledger.consumed_events.event_id IS 'Id of the event: the transaction''s id, or that of the act.';
COMMENT ON COLUMN ledger.consumed_events.account_id IS 'The account that an act is about; NULL for a transaction, and for an act about none or all of a user''s.';
COMMENT ON COLUMN ledger.consumed_events.object IS 'The object as it was after the act, a JSON object in the words of its view; NULL for a transaction.';
COMMENT ON COLUMN ledger.consumed_events.actor_user_id IS 'The user who asked for the transaction, or did the act; NULL for a database session.';
COMMENT ON COLUMN ledger.consumed_events.actor_role IS 'Role of whoever did it; database for a database session.';
