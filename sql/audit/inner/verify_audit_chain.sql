-- Each account's audit rows form an unbroken hash chain that ends at the head kept on the account.
CREATE OR REPLACE FUNCTION ledger_private.verify_audit_chain()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'account_id', c.account_id, 'account_position', c.account_position
    ) AS detail
    FROM (
        SELECT l.account_id, l.account_position
        FROM (
            SELECT
                l.*,
                row_number() OVER w AS position,
                lag(l.row_hash, 1, ''::bytea) OVER w AS expected_previous
            FROM ledger_audit.audit_log AS l
            WINDOW w AS (PARTITION BY l.account_id ORDER BY l.account_position)
        ) AS l
        WHERE l.position <> l.account_position
            OR l.previous_hash <> l.expected_previous
            OR l.row_hash <> ledger_private.audit_row_hash(
                l.previous_hash, l.account_id, l.account_position, l.transaction_id,
                l.action, l.old_balance, l.new_balance, l.created_at, l.detail,
                ledger_private.audit_actor_line(
                    l.user_id, l.user_role, l.ip_address, l.user_agent, l.request_id,
                    l.database_user
                )
            )
        UNION ALL
        SELECT a.account_id, a.audit_position
        FROM ledger_private.account AS a
        LEFT JOIN ledger_audit.audit_log AS l
            ON l.account_id = a.account_id AND l.account_position = a.audit_position
        WHERE l.row_hash IS DISTINCT FROM a.audit_hash
            OR EXISTS (
                SELECT FROM ledger_audit.audit_log AS n
                WHERE n.account_id = a.account_id
                    AND n.account_position = a.audit_position + 1
            )
        UNION ALL
        -- An account may not vanish and leave its audit behind.
        SELECT l.account_id, l.account_position
        FROM ledger_audit.audit_log AS l
        WHERE l.account_position = 1
            AND NOT EXISTS (
                SELECT FROM ledger_private.account AS a WHERE a.account_id = l.account_id
            )
    ) AS c
    ORDER BY c.account_id, c.account_position
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_audit_chain() IS
'Each account''s audit rows form an unbroken hash chain that ends at the head kept on the account. Returns the first row that breaks this, or NULL.';
