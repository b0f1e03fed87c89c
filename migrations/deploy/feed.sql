-- Which place each transaction has in the feed, and how far the feed has been numbered.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_audit_owner;

-- Posting writes nothing here: ledger_private.number_events does, after the commit.
CREATE TABLE ledger_audit.feed_event (
    event_position bigint NOT NULL
        CONSTRAINT feed_event_pkey PRIMARY KEY
        CONSTRAINT feed_event_counts_from_one CHECK (event_position >= 1),
    -- Nothing is numbered twice, whatever a pass believes.
    transaction_id uuid NOT NULL
        CONSTRAINT feed_event_transaction_id_key UNIQUE
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- The newest row is the head. One row that is updated would leave a dead one a pass.
CREATE TABLE ledger_audit.feed_pass (
    pass_number bigint NOT NULL
        CONSTRAINT feed_pass_pkey PRIMARY KEY
        CONSTRAINT feed_pass_counts_from_one CHECK (pass_number >= 1),
    last_position bigint NOT NULL,
    feed_id uuid NOT NULL,
    passed_at timestamptz NOT NULL,
    seen pg_snapshot NOT NULL,
    incarnation text NOT NULL
);

-- How far a feed of an earlier history went.
CREATE INDEX feed_pass_feed_id_last_position_idx
ON ledger_audit.feed_pass (feed_id, last_position);

-- The ledger may add and read; nobody but these tables' own owner holds more.
GRANT SELECT, INSERT ON ledger_audit.feed_event, ledger_audit.feed_pass TO ledger_owner;

COMMENT ON TABLE ledger_audit.feed_event IS 'The place of each transaction in the feed, given after it was committed; append-only. Stays in its cell.';
COMMENT ON COLUMN ledger_audit.feed_event.event_position IS 'Place of the event in the feed of the cell, from 1 without gap.';
COMMENT ON COLUMN ledger_audit.feed_event.transaction_id IS 'The transaction that is the event.';

COMMENT ON TABLE ledger_audit.feed_pass IS 'Each numbering of events that found some: the newest row says how far the feed goes; append-only. Stays in its cell.';
COMMENT ON COLUMN ledger_audit.feed_pass.pass_number IS 'Number of the pass, from 1.';
COMMENT ON COLUMN ledger_audit.feed_pass.last_position IS 'The last position that was given when the pass ended.';
COMMENT ON COLUMN ledger_audit.feed_pass.feed_id IS 'Identity of the feed: a new one wherever the history may have parted from another one.';
COMMENT ON COLUMN ledger_audit.feed_pass.passed_at IS 'When the pass was made.';
COMMENT ON COLUMN ledger_audit.feed_pass.seen IS 'The snapshot of the pass: what it does not show is left for the next pass. Means something within one incarnation only.';
COMMENT ON COLUMN ledger_audit.feed_pass.incarnation IS 'The cluster, database and timeline in which transaction numbers of the pass can be compared.';

RESET ROLE;
COMMIT;
