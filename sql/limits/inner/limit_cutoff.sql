-- From which bucket on uses still count at a moment.
CREATE OR REPLACE FUNCTION ledger_private.limit_cutoff(
    p_period text,
    p_window_seconds integer,
    p_bucket_seconds integer,
    p_time_zone text,
    p_at timestamptz
)
RETURNS timestamptz
LANGUAGE sql
STABLE
AS $function$
    -- The bucket in which the window begins counts whole: rather too much than too little.
    SELECT ledger_private.limit_bucket(
        p_period, p_bucket_seconds, p_time_zone,
        CASE p_period
            WHEN 'window' THEN p_at - make_interval(secs => p_window_seconds) ELSE p_at
        END
    )
$function$;

COMMENT ON FUNCTION ledger_private.limit_cutoff(text, integer, integer, text, timestamptz) IS
'The start of the oldest bucket that counts: that of the present period, or the one in which the window begins.';
