-- Entries of an account written out as a file, and the file in parts.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.export (
    export_id uuid NOT NULL
        CONSTRAINT export_pkey PRIMARY KEY,
    account_id uuid NOT NULL
        CONSTRAINT export_account_id_fkey REFERENCES ledger_private.account (account_id),
    user_id bigint NOT NULL,
    made_by_user_id bigint,
    first_version ledger_private.counter,
    last_version ledger_private.counter,
    row_count ledger_private.counter NOT NULL,
    size_bytes ledger_private.counter NOT NULL,
    created_at timestamptz NOT NULL,
    since_at timestamptz,
    until_at timestamptz,
    ended_at timestamptz,
    expires_at timestamptz,
    status text NOT NULL
        CONSTRAINT export_status_is_known CHECK (status IN (
            'PENDING', 'READY', 'FAILED', 'EXPIRED', 'REMOVED'
        )),
    CONSTRAINT export_versions_are_whole CHECK (num_nulls(first_version, last_version) IN (0, 2)),
    CONSTRAINT export_pending_has_not_ended CHECK ((status = 'PENDING') = (ended_at IS NULL)),
    CONSTRAINT export_ready_expires CHECK (status <> 'READY' OR expires_at IS NOT NULL)
) WITH (fillfactor = 70);

CREATE INDEX export_pending_idx
ON ledger_private.export (row_count, export_id) WHERE status = 'PENDING';
CREATE INDEX export_account_id_idx
ON ledger_private.export (account_id, export_id);
CREATE INDEX export_expires_at_idx
ON ledger_private.export (expires_at) WHERE status = 'READY';
CREATE INDEX export_made_by_user_id_idx
ON ledger_private.export (made_by_user_id, export_id);

CREATE TABLE ledger_private.export_part (
    export_id uuid NOT NULL
        CONSTRAINT export_part_export_id_fkey REFERENCES ledger_private.export (export_id),
    user_id bigint NOT NULL,
    part_number integer NOT NULL,
    content text NOT NULL,
    CONSTRAINT export_part_pkey PRIMARY KEY (export_id, part_number)
);

CREATE TYPE ledger.export_content AS (
    part_number integer,
    content text
);

COMMENT ON TABLE ledger_private.export IS 'Files of an account''s entries that were asked for. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.export.export_id IS 'Id of the export, a UUIDv7 with the bucket of the account''s owner.';
COMMENT ON COLUMN ledger_private.export.account_id IS 'The account whose entries they are.';
COMMENT ON COLUMN ledger_private.export.user_id IS 'The user who owns the account; the shard key.';
COMMENT ON COLUMN ledger_private.export.made_by_user_id IS 'The user who asked for it; NULL: a database session.';
COMMENT ON COLUMN ledger_private.export.first_version IS 'Number of its first entry among the account''s; NULL until it is begun.';
COMMENT ON COLUMN ledger_private.export.last_version IS 'Number of its last entry among the account''s; NULL until it is begun.';
COMMENT ON COLUMN ledger_private.export.row_count IS 'How many entries are written so far.';
COMMENT ON COLUMN ledger_private.export.size_bytes IS 'How long the file is so far, in bytes of UTF-8.';
COMMENT ON COLUMN ledger_private.export.created_at IS 'When it was asked for.';
COMMENT ON COLUMN ledger_private.export.since_at IS 'Entries booked from then on; NULL: from the first.';
COMMENT ON COLUMN ledger_private.export.until_at IS 'Entries booked before then; NULL: all that there are when it is begun.';
COMMENT ON COLUMN ledger_private.export.ended_at IS 'When it came to be what it is; NULL while it is pending.';
COMMENT ON COLUMN ledger_private.export.expires_at IS 'From then on the file may be gone; NULL while there is none.';
COMMENT ON COLUMN ledger_private.export.status IS 'PENDING, READY, FAILED (its asker no longer sees the account), EXPIRED or REMOVED.';

COMMENT ON TABLE ledger_private.export_part IS 'The files, in parts that the worker writes one by one. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.export_part.export_id IS 'The export that it is a part of.';
COMMENT ON COLUMN ledger_private.export_part.user_id IS 'The user who owns the account; the shard key.';
COMMENT ON COLUMN ledger_private.export_part.part_number IS 'Its place in the file, from 1 without gap.';
COMMENT ON COLUMN ledger_private.export_part.content IS 'Whole lines, without the end of the last one.';

COMMENT ON TYPE ledger.export_content IS 'A part of a file: lines in parts, the end of each part''s last line left out.';
COMMENT ON COLUMN ledger.export_content.part_number IS 'Its place in the file, from 1 without gap.';
COMMENT ON COLUMN ledger.export_content.content IS 'Whole lines, without the end of the last one.';

RESET ROLE;
COMMIT;
