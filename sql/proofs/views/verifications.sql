-- How far the books have been proved.
CREATE OR REPLACE VIEW ledger.verifications AS
SELECT
    v.verification_number,
    v.is_ok,
    v.is_current,
    v.transactions,
    v.broken,
    v.after_position,
    v.through_position,
    v.user_id,
    v.user_role,
    v.database_user,
    v.request_id,
    v.created_at,
    v.finished_at,
    v.broken_guards
FROM ledger_private.verification AS v;

COMMENT ON VIEW ledger.verifications IS
'Calls of ledger.verify_new: each proves the transactions whose positions in the feed lie behind after_position, up to and with through_position. broken names the checks that failed, each with the first row that breaks it.';

COMMENT ON COLUMN ledger.verifications.verification_number IS 'Number of the proof, from 1.';
COMMENT ON COLUMN ledger.verifications.is_ok IS 'Whether nothing was found to be wrong.';
COMMENT ON COLUMN ledger.verifications.is_current IS 'Whether every transaction that had been committed was looked at.';
COMMENT ON COLUMN ledger.verifications.transactions IS 'How many transactions were proved.';
COMMENT ON COLUMN ledger.verifications.broken IS 'Checks that failed, each with the first row that breaks it.';
COMMENT ON COLUMN ledger.verifications.after_position IS 'The position in the feed behind which the proof began.';
COMMENT ON COLUMN ledger.verifications.through_position IS 'The last position in the feed that was looked at.';
COMMENT ON COLUMN ledger.verifications.user_id IS 'The user who asked for the proof; NULL for a database session.';
COMMENT ON COLUMN ledger.verifications.user_role IS 'Role of whoever acted; database for a database session.';
COMMENT ON COLUMN ledger.verifications.database_user IS 'The database login (session_user).';
COMMENT ON COLUMN ledger.verifications.request_id IS 'Correlation id of the request.';
COMMENT ON COLUMN ledger.verifications.created_at IS 'When the proof began.';
COMMENT ON COLUMN ledger.verifications.finished_at IS 'When the proof ended.';
COMMENT ON COLUMN ledger.verifications.broken_guards IS 'Guards that were not in place, {} if all were; NULL where they were not looked at.';
