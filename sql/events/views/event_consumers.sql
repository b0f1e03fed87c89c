-- Who reads the feed by name, and how far each has come.
CREATE OR REPLACE VIEW ledger.event_consumers AS
SELECT
    c.consumer_name::text AS consumer_name,
    least(c.taken_position, coalesce(l.first_position - 1, c.taken_position))
        AS acknowledged_position,
    c.taken_position,
    h.last_position - least(c.taken_position, coalesce(l.first_position - 1, c.taken_position))
        AS lag,
    l.leases,
    l.expired_leases,
    l.attempts,
    l.leased_at,
    c.created_at,
    c.updated_at
FROM ledger_private.event_consumer AS c
CROSS JOIN LATERAL (
    SELECT coalesce((
        SELECT p.last_position FROM ledger_audit.feed_pass AS p ORDER BY p.pass_number DESC LIMIT 1
    ), 0)
) AS h (last_position)
CROSS JOIN LATERAL (
    SELECT
        min(e.first_position) AS first_position,
        count(*) AS leases,
        count(*) FILTER (WHERE e.expires_at <= statement_timestamp()) AS expired_leases,
        max(e.attempt) AS attempts,
        min(e.leased_at) AS leased_at
    FROM ledger_private.event_lease AS e
    WHERE e.consumer_name = c.consumer_name
) AS l;

COMMENT ON VIEW ledger.event_consumers IS
'Consumers of the feed: ledger.create_event_consumer names one, ledger.consume_events and ledger.acknowledge_events move it on.';

COMMENT ON COLUMN ledger.event_consumers.consumer_name IS 'Name of the consumer.';
COMMENT ON COLUMN ledger.event_consumers.acknowledged_position IS 'Every event up to this position has been acknowledged.';
COMMENT ON COLUMN ledger.event_consumers.taken_position IS 'The last position that was ever given to a worker of the consumer.';
COMMENT ON COLUMN ledger.event_consumers.lag IS 'How many numbered events lie behind acknowledged_position.';
COMMENT ON COLUMN ledger.event_consumers.leases IS 'How many ranges of events are taken and not acknowledged.';
COMMENT ON COLUMN ledger.event_consumers.expired_leases IS 'How many of the leases have run out: their workers were too slow, or died.';
COMMENT ON COLUMN ledger.event_consumers.attempts IS 'How many times the range that was taken most often has been taken; NULL when none is.';
COMMENT ON COLUMN ledger.event_consumers.leased_at IS 'When the oldest of the leases was taken; NULL when there is none.';
COMMENT ON COLUMN ledger.event_consumers.created_at IS 'When the consumer was named.';
COMMENT ON COLUMN ledger.event_consumers.updated_at IS 'When its workers last took events that were new to it.';
