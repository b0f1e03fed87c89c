-- How far the books have been proved.
CREATE OR REPLACE VIEW ledger.verifications AS
SELECT
    v.verification_number,
    v.is_ok,
    v.is_current,
    v.transactions,
    v.broken,
    v.from_xact_id,
    v.before_xact_id,
    v.user_id,
    v.user_role,
    v.database_user,
    v.request_id,
    v.created_at,
    v.finished_at
FROM ledger_private.verification AS v;

COMMENT ON VIEW ledger.verifications IS
'Calls of ledger.verify_new: each proves the transactions from from_xact_id up to, not with, before_xact_id. broken names the checks that failed, each with the first row that breaks it.';
