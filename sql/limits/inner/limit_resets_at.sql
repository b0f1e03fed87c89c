-- When a limit will have room for so much, if nothing else is used.
CREATE OR REPLACE FUNCTION ledger_private.limit_resets_at(
    p_limit ledger_private.posting_limit,
    p_added numeric,
    p_takes numeric,
    p_now timestamptz
)
RETURNS timestamptz
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE p_limit.period
        WHEN 'transaction' THEN NULL
        WHEN 'window' THEN (
            -- A bucket has left once the window begins after its end.
            SELECT min(u.start) + make_interval(
                secs => p_limit.bucket_seconds + p_limit.window_seconds
            )
            FROM (
                SELECT b.start, sum(b.used) OVER (ORDER BY b.start) AS left_by_then
                FROM unnest(
                    p_limit.bucket_starts || p_limit.bucket_start,
                    p_limit.bucket_uses || p_added
                ) AS b (start, used)
            ) AS u
            WHERE p_limit.used + p_added - u.left_by_then + p_takes <= p_limit.maximum
        )
        ELSE (
            date_trunc(p_limit.period, p_now AT TIME ZONE p_limit.time_zone)
            + ('1 ' || p_limit.period)::interval
        ) AT TIME ZONE p_limit.time_zone
    END
$function$;

COMMENT ON FUNCTION ledger_private.limit_resets_at(
    ledger_private.posting_limit, numeric, numeric, timestamptz
) IS
'The begin of the next day, week or month in the limit''s time zone; for a window the moment when enough has left it; NULL for a limit per transaction.';
