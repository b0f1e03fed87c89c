-- What transactions of many legs moved between two moments of booking.
CREATE OR REPLACE FUNCTION ledger_private.moved_by_legs(
    p_from_at timestamptz,
    p_until_at timestamptz
)
RETURNS SETOF ledger_private.account_total
LANGUAGE sql
STABLE
AS $function$
    SELECT
        l.account_id,
        sum(CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END)
    FROM ledger_audit.transaction AS t
    CROSS JOIN LATERAL unnest(t.leg_account_ids, t.leg_account_versions)
        AS l (account_id, account_version)
    -- With a LIMIT it goes through the entries' key; it can't turn into a scan.
    CROSS JOIN LATERAL (
        SELECT e.entry_type, e.amount::numeric AS amount
        FROM ledger_audit.transaction_entry AS e
        WHERE e.account_id = l.account_id
            AND e.account_version = l.account_version
        LIMIT 1
    ) AS e
    WHERE t.created_at >= p_from_at
        AND t.created_at < p_until_at
        AND t.leg_account_ids IS NOT NULL
        AND t.status <> 'FAILED'
    GROUP BY l.account_id
$function$;

COMMENT ON FUNCTION ledger_private.moved_by_legs(timestamptz, timestamptz) IS
'Credits less debits of each account that legs name with an entry, of transactions with p_from_at <= created_at < p_until_at. What was paid to an account that accumulates has no entry by name, and is left out.';
