-- Every entry has its audit row with the same balances, no audit row speaks of an entry
-- that is not there, and each account has the status and limits that were last audited.
CREATE OR REPLACE FUNCTION ledger_private.verify_audit_is_complete()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'account_id', coalesce(e.account_id, l.account_id),
        'transaction_id', coalesce(e.transaction_id, l.transaction_id)
    ) AS detail
    FROM ledger_private.transaction_entry AS e
    FULL JOIN (
        -- A transaction may touch an account more than once; both count in one order.
        SELECT
            l.*,
            row_number() OVER (PARTITION BY l.account_id ORDER BY l.account_position)
                AS account_version
        FROM ledger_audit.audit_log AS l
        WHERE l.transaction_id IS NOT NULL
    ) AS l ON l.account_id = e.account_id AND l.account_version = e.account_version
    WHERE NOT coalesce(
        l.transaction_id = e.transaction_id
        AND l.action = e.entry_type
        AND l.new_balance = e.balance_after
        AND l.new_balance - l.old_balance
            = CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END,
        false
    )
    UNION ALL
    SELECT jsonb_build_object(
        'account_id', a.account_id, 'status', a.status,
        'min_balance', trim_scale(a.min_balance)::text, 'max_balance', trim_scale(a.max_balance)::text
    )
    FROM ledger_private.account AS a
    LEFT JOIN (
        SELECT DISTINCT ON (l.account_id)
            l.account_id, coalesce(l.detail ->> 'to', l.detail ->> 'status') AS status,
            coalesce((l.detail ->> 'allows_credits')::boolean, true) AS allows_credits
        FROM ledger_audit.audit_log AS l
        WHERE l.action IN ('OPEN', 'STATUS')
        ORDER BY l.account_id, l.account_position DESC
    ) AS s ON s.account_id = a.account_id
    LEFT JOIN (
        SELECT DISTINCT ON (l.account_id)
            l.account_id,
            (l.detail ->> CASE l.action WHEN 'OPEN' THEN 'min_balance' ELSE 'new_min_balance' END)
                ::numeric AS min_balance,
            (l.detail ->> CASE l.action WHEN 'OPEN' THEN 'max_balance' ELSE 'new_max_balance' END)
                ::numeric AS max_balance
        FROM ledger_audit.audit_log AS l
        WHERE l.action IN ('OPEN', 'BOUNDS')
        ORDER BY l.account_id, l.account_position DESC
    ) AS m ON m.account_id = a.account_id
    WHERE (a.status::text, a.allows_credits, a.min_balance::numeric, a.max_balance::numeric)
        IS DISTINCT FROM (s.status, s.allows_credits, m.min_balance, m.max_balance)
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_audit_is_complete() IS
'Every entry has its audit row with the same balances, no audit row speaks of an entry that is not there, and each account has the status and limits that were last audited. Returns the first row that breaks this, or NULL.';
