-- Each account has the status and bounds that were last audited, accumulates or not as was last
-- audited, and each audit row has the balance of the entry before it. An entry is its own audit
-- row.
CREATE OR REPLACE FUNCTION ledger_private.verify_audit_is_complete()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
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
    LEFT JOIN (
        SELECT DISTINCT ON (l.account_id)
            l.account_id,
            coalesce((l.detail ->> CASE l.action WHEN 'OPEN' THEN 'accumulates' ELSE 'to' END)
                ::boolean, false) AS accumulates
        FROM ledger_audit.audit_log AS l
        WHERE l.action IN ('OPEN', 'ACCUMULATE')
        ORDER BY l.account_id, l.account_position DESC
    ) AS k ON k.account_id = a.account_id
    WHERE (
            a.status::text, a.allows_credits, a.min_balance::numeric, a.max_balance::numeric,
            a.accumulates
        ) IS DISTINCT FROM (
            s.status, s.allows_credits, m.min_balance, m.max_balance, k.accumulates
        )
    UNION ALL
    SELECT jsonb_build_object(
        'account_id', l.account_id, 'account_position', l.account_position
    )
    FROM ledger_audit.audit_log AS l
    LEFT JOIN ledger_audit.transaction_entry AS e
        ON e.account_id = l.account_id AND e.account_version = l.account_version
    WHERE l.balance IS DISTINCT FROM CASE
        WHEN l.account_version = 0 THEN 0 ELSE e.balance_after
    END
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_audit_is_complete() IS
'Each account has the status and bounds, and accumulates or not, as was last audited, and each audit row the balance of the entry before it. Returns the first row that breaks this, or NULL.';
