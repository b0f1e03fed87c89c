-- Who did what to which account: its entries, and what was no posting.
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
    l.row_hash,
    l.account_version,
    l.api_key_id
FROM (
    SELECT
        e.entry_id AS log_id,
        e.transaction_id,
        e.account_id,
        e.account_position::bigint AS account_position,
        e.entry_type::text AS action,
        e.balance_after + CASE e.entry_type WHEN 'DEBIT' THEN e.amount ELSE -e.amount END
            AS old_balance,
        e.balance_after::numeric AS new_balance,
        NULL::jsonb AS detail,
        t.actor_user_id AS user_id,
        t.user_role,
        t.ip_address,
        t.user_agent,
        t.request_id,
        t.database_user,
        e.created_at,
        coalesce(
            (
                SELECT p.row_hash FROM ledger_audit.transaction_entry AS p
                WHERE p.account_id = e.account_id
                    AND p.account_version = e.account_version - 1
                    AND p.account_position = e.account_position - 1
            ),
            (
                SELECT p.row_hash FROM ledger_audit.audit_log AS p
                WHERE p.account_id = e.account_id
                    AND p.account_position = e.account_position - 1
            )
        ) AS previous_hash,
        e.row_hash,
        e.account_version::bigint AS account_version,
        t.api_key_id
    FROM ledger_audit.transaction_entry AS e
    JOIN ledger_audit.transaction AS t USING (transaction_id)
    UNION ALL
    SELECT
        l.log_id,
        NULL AS transaction_id,
        l.account_id,
        l.account_position,
        l.action,
        l.balance AS old_balance,
        l.balance AS new_balance,
        l.detail,
        l.user_id,
        l.user_role,
        l.ip_address,
        l.user_agent,
        l.request_id,
        l.database_user,
        l.created_at,
        l.previous_hash,
        l.row_hash,
        l.account_version,
        l.api_key_id
    FROM ledger_audit.audit_log AS l
) AS l
JOIN ledger_private.account AS a USING (account_id);

COMMENT ON VIEW ledger.audit_logs IS
'The audit trail: a row per entry of a posting, which is the entry itself, and one per opening, status or limit change, chained by hash per account. Nobody can change or remove a row; ledger.verify() finds who did.';

COMMENT ON COLUMN ledger.audit_logs.log_id IS 'Number of the audit row; says nothing about order, and is unique within a cell.';
COMMENT ON COLUMN ledger.audit_logs.transaction_id IS 'The transaction that moved the balance; NULL for other changes.';
COMMENT ON COLUMN ledger.audit_logs.account_id IS 'The account that was changed.';
COMMENT ON COLUMN ledger.audit_logs.account_position IS 'Place of the row in the account''s audit chain, from 1 without gap.';
COMMENT ON COLUMN ledger.audit_logs.action IS 'What was done to the account: OPEN, DEBIT, CREDIT, HOLD, STATUS, BOUNDS, LIMIT, NAME, RENAME, CATEGORY, METADATA, ACCUMULATE, MERGE, DELEGATE, UNDELEGATE or REPAIR.';
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
COMMENT ON COLUMN ledger.audit_logs.previous_hash IS 'row_hash of the account''s row before; empty for the first.';
COMMENT ON COLUMN ledger.audit_logs.row_hash IS 'SHA-256 over previous_hash and the facts of this row; for entries, over those of all that one call posted: they share it.';
COMMENT ON COLUMN ledger.audit_logs.account_version IS 'How many entries the account had after the action; of an entry, its number.';
COMMENT ON COLUMN ledger.audit_logs.api_key_id IS 'The API key that it was asked with, one of ledger.api_keys; NULL: none.';
