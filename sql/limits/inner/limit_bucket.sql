-- Where the period or bucket that a moment falls into begins.
CREATE OR REPLACE FUNCTION ledger_private.limit_bucket(
    p_period text,
    p_bucket_seconds integer,
    p_time_zone text,
    p_at timestamptz
)
RETURNS timestamptz
LANGUAGE sql
STABLE
AS $function$
    SELECT CASE p_period
        WHEN 'window' THEN date_bin(
            make_interval(secs => p_bucket_seconds), p_at, '2000-01-01 00:00:00+00'
        )
        WHEN 'transaction' THEN '-infinity'
        ELSE date_trunc(p_period, p_at, p_time_zone)
    END
$function$;

COMMENT ON FUNCTION ledger_private.limit_bucket(text, integer, text, timestamptz) IS
'Days, ISO weeks (from Monday) and months begin in p_time_zone; buckets of a window count from 2000-01-01 UTC.';
