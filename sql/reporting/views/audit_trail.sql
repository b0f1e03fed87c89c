-- For reports: the audit trail with names.
CREATE OR REPLACE VIEW reporting.audit_trail AS
SELECT
    l.log_id, l.created_at, l.action, l.account_id, c.code::text AS account_code,
    l.account_position, l.transaction_id,
    round(l.old_balance, a.minor_units) AS old_balance,
    round(l.new_balance, a.minor_units) AS new_balance,
    l.detail, l.user_id, u.username::text AS username, l.user_role, l.database_user, l.ip_address,
    l.user_agent, l.request_id, l.api_key_id
FROM (
    SELECT
        e.entry_id AS log_id,
        t.created_at,
        e.entry_type AS action,
        e.account_id,
        e.account_position,
        t.transaction_id,
        e.balance_after + CASE e.entry_type WHEN 'DEBIT' THEN e.amount ELSE -e.amount END
            AS old_balance,
        e.balance_after AS new_balance,
        NULL::jsonb AS detail,
        t.actor_user_id AS user_id,
        t.user_role,
        t.database_user,
        t.ip_address,
        t.user_agent,
        t.request_id,
        t.api_key_id
    FROM ledger_audit.transaction AS t
    -- As in reporting.entries.
    LEFT JOIN (
        SELECT
            e.transaction_id, e.account_id, e.account_version::bigint AS named_version,
            e.entry_id, e.account_position::bigint AS account_position,
            e.entry_type::text AS entry_type, e.amount::numeric AS amount,
            e.balance_after::numeric AS balance_after, e.is_folded AS is_other
        FROM ledger_audit.transaction_entry AS e
        UNION ALL
        SELECT
            e.transaction_id, e.account_id, 0::bigint AS named_version,
            e.entry_id, e.account_position::bigint AS account_position,
            e.entry_type::text AS entry_type, e.amount::numeric AS amount,
            e.balance_after::numeric AS balance_after, NOT e.is_folded AS is_other
        FROM ledger_audit.transaction_entry AS e
    ) AS e
        ON e.transaction_id = t.transaction_id
        AND e.account_id
            = any(ARRAY[t.from_account_id, t.to_account_id] || t.leg_account_ids)
        AND NOT e.is_other
        AND e.named_version = any(
            ARRAY[t.from_account_version, coalesce(t.to_account_version, 0)]
            || t.leg_account_versions
        )
    WHERE t.status <> 'FAILED'
    UNION ALL
    SELECT
        l.log_id, l.created_at, l.action, l.account_id, l.account_position,
        NULL AS transaction_id, l.balance AS old_balance, l.balance AS new_balance,
        l.detail, l.user_id, l.user_role, l.database_user, l.ip_address, l.user_agent,
        l.request_id, l.api_key_id
    FROM ledger_audit.audit_log AS l
) AS l
LEFT JOIN ledger_private.account AS a USING (account_id)
LEFT JOIN ledger_private.account_code AS c
    ON c.account_id = a.account_id AND c.code_number = a.code_number
LEFT JOIN ledger_private.login AS u ON u.user_id = l.user_id;

COMMENT ON VIEW reporting.audit_trail IS
'Who changed what, when and from where; the database login stands beside the user it acted for.';

COMMENT ON COLUMN reporting.audit_trail.log_id IS 'Number of the audit row; says nothing about order, and is unique within a cell.';
COMMENT ON COLUMN reporting.audit_trail.created_at IS 'When the change was made.';
COMMENT ON COLUMN reporting.audit_trail.action IS 'What was done to the account: OPEN, DEBIT, CREDIT, HOLD, STATUS, BOUNDS, LIMIT, NAME, RENAME, CATEGORY, METADATA, ACCUMULATE, MERGE, DELEGATE, UNDELEGATE or REPAIR.';
COMMENT ON COLUMN reporting.audit_trail.account_id IS 'The account that was changed; leads to reporting.accounts; with account_position the key of the view.';
COMMENT ON COLUMN reporting.audit_trail.account_code IS 'The account''s code.';
COMMENT ON COLUMN reporting.audit_trail.account_position IS 'Place of the row in the account''s audit chain, from 1 without gap.';
COMMENT ON COLUMN reporting.audit_trail.transaction_id IS 'The transaction that moved the balance; leads to reporting.postings; NULL for other changes.';
COMMENT ON COLUMN reporting.audit_trail.old_balance IS 'Balance before the action, in units of the currency.';
COMMENT ON COLUMN reporting.audit_trail.new_balance IS 'Balance after the action, in units of the currency.';
COMMENT ON COLUMN reporting.audit_trail.detail IS 'What changed, where it was no posting: old and new values by name.';
COMMENT ON COLUMN reporting.audit_trail.user_id IS 'The user who acted; leads to reporting.users; NULL for a database session.';
COMMENT ON COLUMN reporting.audit_trail.username IS 'Name of the user who acted.';
COMMENT ON COLUMN reporting.audit_trail.user_role IS 'Role of whoever acted; database for a database session.';
COMMENT ON COLUMN reporting.audit_trail.database_user IS 'The database login (session_user) through which it came.';
COMMENT ON COLUMN reporting.audit_trail.ip_address IS 'Where the request came from, as the gateway saw it.';
COMMENT ON COLUMN reporting.audit_trail.user_agent IS 'Software that sent the request.';
COMMENT ON COLUMN reporting.audit_trail.request_id IS 'Correlation id of the request.';
COMMENT ON COLUMN reporting.audit_trail.api_key_id IS 'The API key that it was asked with; NULL: none.';
