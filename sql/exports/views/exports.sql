-- Files of entries as whoever asked for them sees them.
CREATE OR REPLACE VIEW ledger.exports AS
SELECT
    x.export_id,
    x.account_id,
    x.user_id,
    x.made_by_user_id,
    x.status,
    x.since_at,
    x.until_at,
    x.row_count::bigint AS row_count,
    x.size_bytes::bigint AS size_bytes,
    x.created_at,
    x.ended_at,
    x.expires_at
FROM ledger_private.export AS x;

COMMENT ON VIEW ledger.exports IS
'Exports: entries of an account written out as a file of comma-separated values. ledger.create_export asks for one, the worker writes it, ledger.read_export reads it.';

COMMENT ON COLUMN ledger.exports.export_id IS 'Id of the export, a UUIDv7 with the bucket of the account''s owner.';
COMMENT ON COLUMN ledger.exports.account_id IS 'The account whose entries they are.';
COMMENT ON COLUMN ledger.exports.user_id IS 'The user who owns the account; 0 is the house.';
COMMENT ON COLUMN ledger.exports.made_by_user_id IS 'The user who asked for it; NULL: a database session.';
COMMENT ON COLUMN ledger.exports.status IS 'PENDING, READY, FAILED (its asker no longer sees the account), EXPIRED or REMOVED.';
COMMENT ON COLUMN ledger.exports.since_at IS 'Entries booked from then on; NULL: from the first.';
COMMENT ON COLUMN ledger.exports.until_at IS 'Entries booked before then; NULL: all that there are when it is begun.';
COMMENT ON COLUMN ledger.exports.row_count IS 'How many entries are written so far.';
COMMENT ON COLUMN ledger.exports.size_bytes IS 'How long the file is so far, in bytes of UTF-8.';
COMMENT ON COLUMN ledger.exports.created_at IS 'When it was asked for.';
COMMENT ON COLUMN ledger.exports.ended_at IS 'When it came to be what it is; NULL while it is pending.';
COMMENT ON COLUMN ledger.exports.expires_at IS 'From then on the file may be gone; NULL while there is none.';
