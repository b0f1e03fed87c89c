-- What was done besides posting: each act is an event of the feed, as each transaction is.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_audit_owner;

CREATE TABLE ledger_audit.act (
    act_id uuid NOT NULL
        CONSTRAINT act_pkey PRIMARY KEY,
    user_id bigint NOT NULL,
    account_id uuid,
    -- A hint, as in ledger_audit.transaction: where to look for what is not numbered yet.
    xact_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    actor_user_id bigint,
    event_type text NOT NULL
        CONSTRAINT act_event_type_is_two_words CHECK (
            event_type ~ '^[a-z_]{1,40}[.][a-z_]{1,40}$'
        ),
    actor_role text NOT NULL,
    object jsonb NOT NULL
        CONSTRAINT act_object_is_an_object CHECK (jsonb_typeof(object) = 'object')
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- For numbering what has been committed.
CREATE INDEX act_xact_id_idx ON ledger_audit.act (xact_id);

GRANT SELECT, INSERT ON ledger_audit.act TO ledger_owner;

-- A hint again: a list that goes on finds what was committed after its page before.
ALTER TABLE ledger_audit.auth_event ADD COLUMN xact_id bigint;
ALTER TABLE ledger_audit.auth_event
    ALTER COLUMN xact_id SET DEFAULT (pg_current_xact_id()::text::bigint);
COMMENT ON COLUMN ledger_audit.auth_event.xact_id IS 'Number of the database transaction; it means something in this cluster only. NULL for what was written before the column was.';

-- Posting never touches this table: while it is read once here, only the numbering waits.
ALTER TABLE ledger_audit.feed_event ALTER COLUMN transaction_id DROP NOT NULL;
ALTER TABLE ledger_audit.feed_event
    ADD COLUMN act_id uuid,
    ADD CONSTRAINT feed_event_is_of_one CHECK (
        (transaction_id IS NULL) <> (act_id IS NULL)
    );
-- No entry for a transaction: its event costs what it did.
CREATE UNIQUE INDEX feed_event_act_id_key ON ledger_audit.feed_event (act_id)
WHERE act_id IS NOT NULL;

COMMENT ON TABLE ledger_audit.feed_event IS 'The place of each transaction and each act in the feed, given after it was committed; append-only. Stays in its cell.';
COMMENT ON COLUMN ledger_audit.feed_event.transaction_id IS 'The transaction that is the event; NULL where an act is.';
COMMENT ON COLUMN ledger_audit.feed_event.act_id IS 'The act that is the event; NULL where a transaction is.';

COMMENT ON TABLE ledger_audit.act IS 'What was done besides posting, each with its object as it then was; append-only, without personal data. Distributed by user_id.';
COMMENT ON COLUMN ledger_audit.act.act_id IS 'The act''s id, a UUIDv7 with the bucket of the object''s owner.';
COMMENT ON COLUMN ledger_audit.act.user_id IS 'The user who owns the object, or is it; 0 is the house.';
COMMENT ON COLUMN ledger_audit.act.account_id IS 'The account that the act is about; NULL: it is about none, or about all of a user''s.';
COMMENT ON COLUMN ledger_audit.act.xact_id IS 'Number of the database transaction; it means something in this cluster only.';
COMMENT ON COLUMN ledger_audit.act.created_at IS 'When it was done.';
COMMENT ON COLUMN ledger_audit.act.actor_user_id IS 'The user who did it; NULL for a database session.';
COMMENT ON COLUMN ledger_audit.act.event_type IS 'What was done: a type of ledger.event_types.';
COMMENT ON COLUMN ledger_audit.act.actor_role IS 'Role of whoever acted; database for a database session.';
COMMENT ON COLUMN ledger_audit.act.object IS 'The object as it was after the act, a JSON object without personal data.';

RESET ROLE;
COMMIT;
