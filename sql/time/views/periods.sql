-- Closing and reopening the books, as people see it.
CREATE OR REPLACE VIEW ledger.periods AS
SELECT
    p.act_number,
    p.action,
    p.closed_through_on,
    p.reason,
    p.user_id,
    p.user_role,
    p.database_user,
    p.ip_address,
    p.request_id,
    p.created_at,
    p.api_key_id
FROM ledger_private.period_act AS p;

COMMENT ON VIEW ledger.periods IS
'Every act of closing or reopening; the newest one is in force: nothing may be posted with an effective date (UTC) on or before its closed_through_on.';

COMMENT ON COLUMN ledger.periods.act_number IS 'Place of the act among all, from 1 without gap.';
COMMENT ON COLUMN ledger.periods.action IS 'What was done to the books: CLOSE or REOPEN.';
COMMENT ON COLUMN ledger.periods.closed_through_on IS 'Last day (UTC) of the closed time: no posting may have an effective date on or before it; NULL: all is open.';
COMMENT ON COLUMN ledger.periods.reason IS 'Why the books were closed or reopened.';
COMMENT ON COLUMN ledger.periods.user_id IS 'The user who closed or reopened; NULL for a database session.';
COMMENT ON COLUMN ledger.periods.user_role IS 'Role of whoever acted; database for a database session.';
COMMENT ON COLUMN ledger.periods.database_user IS 'The database login (session_user).';
COMMENT ON COLUMN ledger.periods.ip_address IS 'Where the request came from.';
COMMENT ON COLUMN ledger.periods.request_id IS 'Correlation id of the request.';
COMMENT ON COLUMN ledger.periods.created_at IS 'When the act was done.';
COMMENT ON COLUMN ledger.periods.api_key_id IS 'The API key that the act was done with; NULL: none.';
