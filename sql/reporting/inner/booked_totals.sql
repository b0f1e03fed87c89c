-- What accounts held before a moment of booking, by bisection of their entries, all at once.
CREATE OR REPLACE FUNCTION ledger_private.booked_totals(
    p_before_at timestamptz,
    p_classes text[],
    p_account_ids uuid[]
)
RETURNS SETOF ledger_private.account_total
LANGUAGE sql
STABLE
AS $function$
    WITH RECURSIVE bisection AS (
        -- An account at rest since then needs no look-up.
        SELECT
            a.account_id,
            CASE WHEN a.updated_at < p_before_at THEN a.version::bigint
                ELSE coalesce(r.version, 0) END AS low,
            a.version::bigint + 1 AS high,
            CASE WHEN a.updated_at < p_before_at THEN a.balance::numeric
                WHEN r.version > 0 THEN (
                    SELECT e.balance_after::numeric FROM ledger_audit.transaction_entry AS e
                    WHERE e.account_id = a.account_id
                        AND e.account_version = r.version
                )
                ELSE 0 END AS total
        FROM ledger_private.account AS a
        -- What was booked before a repair counts as booked at it at the latest.
        LEFT JOIN (
            SELECT r.account_id, max(r.account_version)::bigint AS version
            FROM ledger_audit.audit_log AS r
            WHERE r.action = 'REPAIR'
                AND r.created_at < p_before_at
            GROUP BY r.account_id
        ) AS r ON r.account_id = a.account_id
        WHERE a.account_class = ANY (p_classes)
            AND (p_account_ids IS NULL OR a.account_id = ANY (p_account_ids))
        UNION ALL
        SELECT
            b.account_id,
            CASE WHEN e.created_at < p_before_at THEN m.version ELSE b.low END,
            CASE WHEN e.created_at < p_before_at THEN b.high ELSE m.version END,
            CASE WHEN e.created_at < p_before_at THEN e.balance_after ELSE b.total END
        FROM bisection AS b
        CROSS JOIN LATERAL (VALUES ((b.low + b.high) / 2)) AS m (version)
        -- With a LIMIT it goes through the entries' key; it can't turn into a scan.
        CROSS JOIN LATERAL (
            SELECT e.created_at, e.balance_after::numeric AS balance_after
            FROM ledger_audit.transaction_entry AS e
            WHERE e.account_id = b.account_id
                AND e.account_version = m.version
            LIMIT 1
        ) AS e
        WHERE b.high - b.low > 16
    )
    SELECT b.account_id, coalesce(e.balance_after, b.total) + coalesce(o.total, 0)
    FROM bisection AS b
    -- The last few entries are read in a row: that takes less than to go on halving.
    LEFT JOIN LATERAL (
        SELECT e.balance_after::numeric AS balance_after
        FROM ledger_audit.transaction_entry AS e
        WHERE b.high - b.low > 1
            AND e.account_id = b.account_id
            AND e.account_version > b.low
            AND e.account_version < b.high
            AND e.created_at < p_before_at
        ORDER BY e.account_version DESC
        LIMIT 1
    ) AS e ON true
    LEFT JOIN (
        SELECT o.account_id, sum(o.amount) AS total
        FROM ledger_audit.open_credit AS o
        WHERE o.created_at < ledger_private.open_credits_until(p_before_at)
            AND (p_account_ids IS NULL OR o.account_id = ANY (p_account_ids))
        GROUP BY o.account_id
    ) AS o USING (account_id)
    WHERE b.high - b.low <= 16
$function$;

COMMENT ON FUNCTION ledger_private.booked_totals(timestamptz, text[], uuid[]) IS
'The balance of every account of the classes, or of p_account_ids alone, as it was booked before p_before_at: some look-ups by key for each account that has moved since, however many entries it has.';
