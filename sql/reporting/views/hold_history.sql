-- For reports: every step of every hold, and who took it.
CREATE OR REPLACE VIEW reporting.hold_history AS
SELECT
    e.hold_id, e.event_number, e.created_at, e.event_type, e.account_id,
    c.code::text AS account_code, e.amount, e.amount_after, e.captured_after, e.released_after,
    e.status_after, e.expires_at, e.transaction_id, l.user_id,
    l.user_role, l.database_user
FROM ledger.hold_events AS e
LEFT JOIN ledger_audit.audit_log AS l
    ON l.account_id = e.account_id AND l.account_position = e.account_position
JOIN ledger_private.account AS a ON a.account_id = e.account_id
LEFT JOIN ledger_private.account_code AS c
    ON c.account_id = a.account_id AND c.code_number = a.code_number;

COMMENT ON VIEW reporting.hold_history IS
'The steps of each hold in order, with the user and the database login that took them.';

COMMENT ON COLUMN reporting.hold_history.hold_id IS 'The hold that took the step; leads to reporting.holds; with event_number the key of the view.';
COMMENT ON COLUMN reporting.hold_history.event_number IS 'Number of the step among its hold''s steps, from 1 without gap.';
COMMENT ON COLUMN reporting.hold_history.created_at IS 'When the step was taken.';
COMMENT ON COLUMN reporting.hold_history.event_type IS 'PLACE, INCREMENT, EXTEND, CAPTURE, RELEASE or EXPIRE.';
COMMENT ON COLUMN reporting.hold_history.account_id IS 'The account that the hold is on; leads to reporting.accounts.';
COMMENT ON COLUMN reporting.hold_history.account_code IS 'The account''s code.';
COMMENT ON COLUMN reporting.hold_history.amount IS 'What the step added, captured or released, in units of the hold''s currency; NULL where it moved nothing.';
COMMENT ON COLUMN reporting.hold_history.amount_after IS 'The hold''s amount after this step.';
COMMENT ON COLUMN reporting.hold_history.captured_after IS 'What was captured of the hold after this step.';
COMMENT ON COLUMN reporting.hold_history.released_after IS 'What was given back of the hold after this step.';
COMMENT ON COLUMN reporting.hold_history.status_after IS 'The hold''s status after this step.';
COMMENT ON COLUMN reporting.hold_history.expires_at IS 'The hold''s expiry after the step; NULL: it does not expire.';
COMMENT ON COLUMN reporting.hold_history.transaction_id IS 'The transaction of a capture; leads to reporting.postings; NULL for other steps.';
COMMENT ON COLUMN reporting.hold_history.user_id IS 'The user who owns the account; leads to reporting.users.';
COMMENT ON COLUMN reporting.hold_history.user_role IS 'Role of whoever acted; database for a database session.';
COMMENT ON COLUMN reporting.hold_history.database_user IS 'The database login (session_user).';
