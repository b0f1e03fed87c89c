-- For reports: the audit trail with names.
CREATE OR REPLACE VIEW reporting.audit_trail AS
SELECT
    l.log_id, l.created_at, l.action, l.account_id, c.code AS account_code,
    l.account_position, l.transaction_id, l.old_balance, l.new_balance,
    l.detail, l.user_id, u.username::text AS username, l.user_role, l.database_user, l.ip_address,
    l.user_agent, l.request_id
FROM ledger.audit_logs AS l
LEFT JOIN ledger.accounts AS c USING (account_id)
LEFT JOIN ledger_private.login AS u ON u.user_id = l.user_id;

COMMENT ON VIEW reporting.audit_trail IS
'Who changed what, when and from where; the database login stands beside the user it acted for.';

COMMENT ON COLUMN reporting.audit_trail.log_id IS 'Number of the audit row; says nothing about order, and is unique within a cell.';
COMMENT ON COLUMN reporting.audit_trail.created_at IS 'When the change was made.';
COMMENT ON COLUMN reporting.audit_trail.action IS 'What was done to the account: OPEN, DEBIT, CREDIT, HOLD, STATUS, BOUNDS, LIMIT, NAME, RENAME, CATEGORY, METADATA, MERGE, DELEGATE, UNDELEGATE or REPAIR.';
COMMENT ON COLUMN reporting.audit_trail.account_id IS 'The account that was changed.';
COMMENT ON COLUMN reporting.audit_trail.account_code IS 'The account''s code.';
COMMENT ON COLUMN reporting.audit_trail.account_position IS 'Place of the row in the account''s audit chain, from 1 without gap.';
COMMENT ON COLUMN reporting.audit_trail.transaction_id IS 'The transaction that moved the balance; NULL for other changes.';
COMMENT ON COLUMN reporting.audit_trail.old_balance IS 'Balance before the action, in units of the currency.';
COMMENT ON COLUMN reporting.audit_trail.new_balance IS 'Balance after the action, in units of the currency.';
COMMENT ON COLUMN reporting.audit_trail.detail IS 'What changed, where it was no posting: old and new values by name.';
COMMENT ON COLUMN reporting.audit_trail.user_id IS 'The user who acted; NULL for a database session.';
COMMENT ON COLUMN reporting.audit_trail.username IS 'Name of the user who acted.';
COMMENT ON COLUMN reporting.audit_trail.user_role IS 'Role of whoever acted; database for a database session.';
COMMENT ON COLUMN reporting.audit_trail.database_user IS 'The database login (session_user) through which it came.';
COMMENT ON COLUMN reporting.audit_trail.ip_address IS 'Where the request came from, as the gateway saw it.';
COMMENT ON COLUMN reporting.audit_trail.user_agent IS 'Software that sent the request.';
COMMENT ON COLUMN reporting.audit_trail.request_id IS 'Correlation id of the request.';
