-- What history says was used of a limit, bucket by bucket: for the setter and for verify().
CREATE OR REPLACE FUNCTION ledger_private.limit_uses(
    p_limit ledger_private.usage_limit,
    p_since timestamptz
)
RETURNS SETOF ledger_private.limit_use
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_found record;
    v_use ledger_private.limit_use;
BEGIN
    FOR v_found IN
        WITH counted AS (
            SELECT a.account_id, a.version
            FROM ledger_private.account AS a
            WHERE p_limit.period <> 'transaction'
                AND a.user_id = p_limit.user_id
                AND (p_limit.account_id IS NULL OR a.account_id = p_limit.account_id)
                AND (p_limit.currency IS NULL OR a.currency = p_limit.currency)
        )
        SELECT
            ledger_private.limit_bucket(
                p_limit.period, p_limit.bucket_seconds, p_limit.time_zone, u.used_at
            ) AS bucket_start,
            sum(CASE p_limit.measure WHEN 'count' THEN u.uses ELSE u.amount END) AS used
        FROM (
            SELECT b.booked_at, sum(e.amount), 1
            FROM counted AS a
            CROSS JOIN LATERAL ledger_private.last_entry_at(
                a.account_id, a.version, p_since - interval '1 microsecond'
            ) AS f
            JOIN ledger_audit.transaction_entry AS e ON e.account_id = a.account_id
                AND e.account_version > coalesce(f.account_version, 0)
            JOIN ledger_audit.transaction AS t ON t.transaction_id = e.transaction_id
            CROSS JOIN LATERAL ledger_private.booked_at(
                e.account_id, e.account_position, e.created_at
            ) AS b (booked_at)
            WHERE e.entry_type = CASE p_limit.direction WHEN 'out' THEN 'DEBIT' ELSE 'CREDIT' END
                AND t.transaction_type = coalesce(p_limit.transaction_type, t.transaction_type)
                AND t.reverses_transaction_id IS NULL
                AND (p_limit.direction = 'in' OR t.hold_id IS NULL)
            GROUP BY b.booked_at, e.account_id, e.transaction_id
            UNION ALL
            -- A hold uses when it grows, and gives back to the moment it was placed.
            SELECT
                CASE WHEN u.amount > 0
                    THEN ledger_private.booked_at(e.account_id, e.account_position, e.created_at)
                    ELSE ledger_private.placed_at(h)
                END,
                u.amount, u.uses
            FROM counted AS a
            JOIN ledger_private.hold AS h ON h.account_id = a.account_id
                AND h.updated_at >= p_since
            JOIN ledger_private.hold_event AS e USING (hold_id)
            CROSS JOIN LATERAL ledger_private.hold_uses(e.hold_id, e.event_number) AS u
            WHERE p_limit.direction = 'out'
                AND NOT h.is_freeze
                AND coalesce(p_limit.transaction_type, 'capture') = 'capture'
        ) AS u (used_at, amount, uses)
        WHERE u.used_at >= p_since
        GROUP BY 1
        HAVING sum(CASE p_limit.measure WHEN 'count' THEN u.uses ELSE u.amount END) <> 0
        ORDER BY 1
    LOOP
        v_use.bucket_start := v_found.bucket_start;
        v_use.used := v_found.used;
        RETURN NEXT v_use;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.limit_uses(ledger_private.usage_limit, timestamptz) IS
'One row per bucket from p_since on. Reads the entries since then; never called by a posting.';
