-- For reports: the audit trail with names.
CREATE OR REPLACE VIEW reporting.audit_trail AS
SELECT
    l.log_id, l.created_at, l.action, l.account_id, c.code AS account_code,
    l.account_position, l.transaction_id, l.old_balance, l.new_balance,
    l.detail, l.user_id, u.username, l.user_role, l.database_user, l.ip_address,
    l.user_agent, l.request_id
FROM ledger.audit_logs AS l
LEFT JOIN ledger.accounts AS c USING (account_id)
LEFT JOIN ledger_private.login AS u ON u.user_id = l.user_id;

COMMENT ON VIEW reporting.audit_trail IS
'Who changed what, when and from where; the database login stands beside the user it acted for.';
