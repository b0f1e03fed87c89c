-- For reports: every step of every hold, and who took it.
CREATE OR REPLACE VIEW reporting.hold_history AS
SELECT
    e.hold_id, e.event_number, e.created_at, e.event_type, e.account_id,
    c.code AS account_code, e.amount, e.amount_after, e.captured_after, e.released_after,
    e.status_after, e.expires_at, e.transaction_id, l.user_id, u.username, l.user_role,
    l.database_user
FROM ledger.hold_events AS e
LEFT JOIN ledger_audit.audit_log AS l
    ON l.account_id = e.account_id AND l.account_position = e.account_position
LEFT JOIN ledger.accounts AS c ON c.account_id = e.account_id
LEFT JOIN ledger_private.login AS u ON u.user_id = l.user_id;

COMMENT ON VIEW reporting.hold_history IS
'The steps of each hold in order, with the user and the database login that took them.';
