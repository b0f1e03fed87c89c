-- Readers of the feed that the ledger keeps the place of, and what they work on.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.event_consumer (
    consumer_name ledger_private.unique_text NOT NULL
        CONSTRAINT event_consumer_pkey PRIMARY KEY
        CONSTRAINT event_consumer_name_is_a_word CHECK (
            consumer_name ~ '^[a-z][a-z0-9_]{0,39}$'
        ),
    taken_position bigint NOT NULL
        CONSTRAINT event_consumer_counts_from_zero CHECK (taken_position >= 0),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

-- Positions up to taken_position that are not acknowledged: those that a worker has leased.
CREATE TABLE ledger_private.event_lease (
    consumer_name ledger_private.unique_text NOT NULL
        CONSTRAINT event_lease_consumer_name_fkey
        REFERENCES ledger_private.event_consumer (consumer_name) ON DELETE CASCADE,
    first_position bigint NOT NULL,
    last_position bigint NOT NULL,
    lease_id uuid NOT NULL
        CONSTRAINT event_lease_lease_id_key UNIQUE,
    attempt integer NOT NULL,
    leased_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    database_user text NOT NULL,
    CONSTRAINT event_lease_pkey PRIMARY KEY (consumer_name, first_position),
    CONSTRAINT event_lease_is_a_range CHECK (last_position >= first_position),
    CONSTRAINT event_lease_attempt_counts_from_one CHECK (attempt >= 1)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

COMMENT ON TABLE ledger_private.event_consumer IS 'Named readers of the feed. Stays in its cell.';
COMMENT ON COLUMN ledger_private.event_consumer.consumer_name IS 'Name of the reader: a word of small letters, digits and underscores.';
COMMENT ON COLUMN ledger_private.event_consumer.taken_position IS 'The last position that was ever leased to a worker of it.';
COMMENT ON COLUMN ledger_private.event_consumer.created_at IS 'When the reader was named.';
COMMENT ON COLUMN ledger_private.event_consumer.updated_at IS 'When its workers last took events that were new to it.';

COMMENT ON TABLE ledger_private.event_lease IS 'Ranges of the feed that workers of a consumer have taken and not acknowledged. Stays in its cell.';
COMMENT ON COLUMN ledger_private.event_lease.consumer_name IS 'The consumer whose worker took the range.';
COMMENT ON COLUMN ledger_private.event_lease.first_position IS 'First position of the range.';
COMMENT ON COLUMN ledger_private.event_lease.last_position IS 'Last position of the range.';
COMMENT ON COLUMN ledger_private.event_lease.lease_id IS 'Id of the lease; another one each time that the range is taken.';
COMMENT ON COLUMN ledger_private.event_lease.attempt IS 'How many times the range has been taken, this time included.';
COMMENT ON COLUMN ledger_private.event_lease.leased_at IS 'When the range was taken.';
COMMENT ON COLUMN ledger_private.event_lease.expires_at IS 'From then on another worker may take the range.';
COMMENT ON COLUMN ledger_private.event_lease.database_user IS 'The database login (session_user) of the worker.';

RESET ROLE;
COMMIT;
