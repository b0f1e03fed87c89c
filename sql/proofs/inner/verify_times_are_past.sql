-- No account is ahead of the clock or dated otherwise than its chain ends, no counter is ahead,
-- and nothing was booked after a repair of times with an earlier time.
CREATE OR REPLACE FUNCTION ledger_private.verify_times_are_past()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object(
        'account_id', a.account_id, 'updated_at', ledger_private.moment_text(a.updated_at)
    ) AS detail
    FROM ledger_private.account AS a
    LEFT JOIN ledger_audit.transaction_entry AS e
        ON e.account_id = a.account_id AND e.account_version = a.version
    LEFT JOIN ledger_audit.audit_log AS l
        ON l.account_id = a.account_id AND l.account_position = a.audit_position
    WHERE a.updated_at > clock_timestamp() + ledger_private.clock_tolerance()
        OR a.updated_at <> CASE a.audit_position
            WHEN e.account_position THEN e.created_at ELSE l.created_at
        END
    UNION ALL
    SELECT jsonb_build_object(
        'limit_id', c.limit_id, 'updated_at', ledger_private.moment_text(c.updated_at)
    )
    FROM ledger_private.usage_counter AS c
    WHERE c.updated_at > clock_timestamp() + ledger_private.clock_tolerance()
    UNION ALL
    SELECT jsonb_build_object(
        'account_id', r.account_id, 'account_version', e.account_version
    )
    FROM ledger_audit.audit_log AS r
    JOIN ledger_audit.transaction_entry AS e
        ON e.account_id = r.account_id AND e.account_version > r.account_version
    WHERE r.action = 'REPAIR'
        AND e.created_at < r.created_at
    ORDER BY 1
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.verify_times_are_past() IS
'No account and no counter of a limit is ahead of the clock, each account is dated as the newest row of its chain, and nothing after a repair of times is older than it. Returns the first row that breaks this, or NULL.';
