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
    p.created_at
FROM ledger_private.period_act AS p;

COMMENT ON VIEW ledger.periods IS
'Every act of closing or reopening; the newest one is in force: nothing may be posted with an effective date (UTC) on or before its closed_through_on.';
