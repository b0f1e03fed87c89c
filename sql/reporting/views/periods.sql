-- For reports: when the books were closed and opened again.
CREATE OR REPLACE VIEW reporting.periods AS
SELECT
    p.act_number, p.action, p.closed_through_on, p.reason, p.user_id, p.created_at
FROM ledger.periods AS p;

COMMENT ON VIEW reporting.periods IS
'Every act of closing or reopening the books; the newest one is in force.';

COMMENT ON COLUMN reporting.periods.act_number IS 'Key of the view: place of the act among all, from 1 without gap.';
COMMENT ON COLUMN reporting.periods.action IS 'What was done to the books: CLOSE or REOPEN.';
COMMENT ON COLUMN reporting.periods.closed_through_on IS 'Last day (UTC) of the closed time; NULL: all is open.';
COMMENT ON COLUMN reporting.periods.reason IS 'Why the books were closed or reopened.';
COMMENT ON COLUMN reporting.periods.user_id IS 'The user who closed or reopened; leads to reporting.users; NULL for a database session.';
COMMENT ON COLUMN reporting.periods.created_at IS 'When the act was done.';
