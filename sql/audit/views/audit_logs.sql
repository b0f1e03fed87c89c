-- Who did what to which account.
CREATE OR REPLACE VIEW ledger.audit_logs AS
SELECT
    l.log_id,
    l.transaction_id,
    l.account_id,
    l.account_position,
    l.action,
    round(l.old_balance, a.minor_units) AS old_balance,
    round(l.new_balance, a.minor_units) AS new_balance,
    l.detail,
    l.user_id,
    l.user_role,
    l.ip_address,
    l.user_agent,
    l.request_id,
    l.database_user,
    l.created_at,
    l.previous_hash,
    l.row_hash
FROM ledger_audit.audit_log AS l
JOIN ledger_private.account AS a USING (account_id);

COMMENT ON VIEW ledger.audit_logs IS
'The audit trail: two rows per posting, one per opening, status or limit change, chained by hash per account. Nobody can change or remove a row; ledger.verify() finds who did.';

COMMENT ON COLUMN ledger.audit_logs.log_id IS 'Number of the audit row; says nothing about order, and is unique within a cell.';
COMMENT ON COLUMN ledger.audit_logs.transaction_id IS 'The transaction that moved the balance; NULL for other changes.';
COMMENT ON COLUMN ledger.audit_logs.account_id IS 'The account that was changed.';
COMMENT ON COLUMN ledger.audit_logs.account_position IS 'Place of the row in the account''s audit chain, from 1 without gap.';
COMMENT ON COLUMN ledger.audit_logs.action IS 'What was done to the account: OPEN, DEBIT, CREDIT, HOLD, STATUS, BOUNDS, LIMIT, NAME, RENAME, CATEGORY, METADATA, MERGE, DELEGATE or UNDELEGATE.';
COMMENT ON COLUMN ledger.audit_logs.old_balance IS 'Balance before the action, in units of the currency.';
COMMENT ON COLUMN ledger.audit_logs.new_balance IS 'Balance after the action, in units of the currency.';
COMMENT ON COLUMN ledger.audit_logs.detail IS 'What changed, where it was no posting: old and new values by name.';
COMMENT ON COLUMN ledger.audit_logs.user_id IS 'The user who acted; NULL for a database session.';
COMMENT ON COLUMN ledger.audit_logs.user_role IS 'Role of whoever acted; database for a database session.';
COMMENT ON COLUMN ledger.audit_logs.ip_address IS 'Where the request came from, as the gateway saw it.';
COMMENT ON COLUMN ledger.audit_logs.user_agent IS 'Software that sent the request.';
COMMENT ON COLUMN ledger.audit_logs.request_id IS 'Correlation id of the request.';
COMMENT ON COLUMN ledger.audit_logs.database_user IS 'The database login (session_user) through which it came.';
COMMENT ON COLUMN ledger.audit_logs.created_at IS 'When the change was made.';
COMMENT ON COLUMN ledger.audit_logs.previous_hash IS 'row_hash of the account''s audit row before; empty for the first.';
COMMENT ON COLUMN ledger.audit_logs.row_hash IS 'SHA-256 over previous_hash and the facts of this row.';
