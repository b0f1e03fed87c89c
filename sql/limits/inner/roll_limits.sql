-- Bring locked limits up to a moment: what has left their period or window counts no more.
CREATE OR REPLACE FUNCTION ledger_private.roll_limits(
    p_limits ledger_private.posting_limit[],
    p_now timestamptz
)
RETURNS ledger_private.posting_limit[]
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    RETURN (
        SELECT array_agg(
            ROW(
                l.limit_id, l.account_id, l.user_id, l.direction, l.measure, l.period, l.currency,
                l.time_zone, l.transaction_type, l.maximum, l.window_seconds, l.bucket_seconds,
                l.updated_at, b.starts, b.uses,
                ledger_private.limit_bucket(l.period, l.bucket_seconds, l.time_zone, p_now),
                coalesce(b.used, 0)
            )::ledger_private.posting_limit
            ORDER BY l.limit_id
        )
        FROM unnest(p_limits) AS l
        CROSS JOIN LATERAL (
            SELECT array_agg(u.start) AS starts, array_agg(u.used) AS uses, sum(u.used) AS used
            FROM unnest(l.bucket_starts, l.bucket_uses) AS u (start, used)
            WHERE u.start >= ledger_private.limit_cutoff(
                l.period, l.window_seconds, l.bucket_seconds, l.time_zone, p_now
            )
        ) AS b
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.roll_limits(
    ledger_private.posting_limit[], timestamptz
) IS
'The limits in the same order, limit_id, with bucket_start and used as of p_now. A window counts at most one bucket (a sixtieth of it, a second at least) longer than it is.';
