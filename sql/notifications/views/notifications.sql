-- What users were told of, and what became of each message.
CREATE OR REPLACE VIEW ledger.notifications AS
SELECT
    n.notification_id,
    n.user_id,
    n.event_id,
    n.event_position,
    n.channel::text AS channel,
    n.notification_type,
    n.account_id,
    round(n.amount, c.minor_units) AS amount,
    n.currency::text AS currency,
    n.state,
    n.attempts,
    n.last_error,
    n.status_code,
    n.next_attempt_at,
    n.created_at,
    n.expires_at,
    n.finished_at
FROM ledger_private.notification AS n
LEFT JOIN ledger_private.currency AS c USING (currency);

COMMENT ON VIEW ledger.notifications IS
'One row for each event, user and channel; never an address.';
COMMENT ON COLUMN ledger.notifications.notification_id IS 'Id of the message, a UUIDv7 with the bucket of its user.';
COMMENT ON COLUMN ledger.notifications.user_id IS 'The user who is told.';
COMMENT ON COLUMN ledger.notifications.event_id IS 'Id of the event that the message tells.';
COMMENT ON COLUMN ledger.notifications.event_position IS 'Place in the feed of the event that the message tells.';
COMMENT ON COLUMN ledger.notifications.channel IS 'email or chat.';
COMMENT ON COLUMN ledger.notifications.notification_type IS 'What is told, as money_in.';
COMMENT ON COLUMN ledger.notifications.account_id IS 'The user''s account that the event is about, or NULL.';
COMMENT ON COLUMN ledger.notifications.amount IS 'What it is about, in units of the currency, or NULL.';
COMMENT ON COLUMN ledger.notifications.currency IS 'Asset code of the amount, or NULL.';
COMMENT ON COLUMN ledger.notifications.state IS 'PENDING, SENDING (being handed over), SENT, UNKNOWN (nobody can tell whether it was taken), BOUNCED (refused, or came back), DEAD (expired) or DROPPED (there was nobody to tell).';
COMMENT ON COLUMN ledger.notifications.attempts IS 'How many times the message was put off.';
COMMENT ON COLUMN ledger.notifications.last_error IS 'A word for what went wrong last with the message, or NULL.';
COMMENT ON COLUMN ledger.notifications.status_code IS 'Last code that a receiver answered, as 4.2.1, 550 or 503; or NULL.';
COMMENT ON COLUMN ledger.notifications.next_attempt_at IS 'From when on the message is tried; NULL when that is over.';
COMMENT ON COLUMN ledger.notifications.created_at IS 'When the message was made.';
COMMENT ON COLUMN ledger.notifications.expires_at IS 'From then on it is not tried any more.';
COMMENT ON COLUMN ledger.notifications.finished_at IS 'When the message was sent or given up; NULL while it is not.';
