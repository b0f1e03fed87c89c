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
