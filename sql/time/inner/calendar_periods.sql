-- Where a moment lies in the calendar: its year, month, day, hour and ten minutes (UTC).
CREATE OR REPLACE FUNCTION ledger_private.calendar_periods(p_at timestamptz)
RETURNS bigint[]
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ARRAY[
        extract(year FROM p_at AT TIME ZONE 'UTC')::bigint,
        extract(year FROM p_at AT TIME ZONE 'UTC')::bigint * 12
            + extract(month FROM p_at AT TIME ZONE 'UTC')::bigint - 1,
        floor(extract(epoch FROM p_at) / 86400)::bigint,
        floor(extract(epoch FROM p_at) / 3600)::bigint,
        -- The moment that begins them is a period of its own: dates without a time all
        -- lie on one.
        floor(extract(epoch FROM p_at) / 600)::bigint * 2
            + (mod(extract(epoch FROM p_at), 600) <> 0)::integer
    ]
$function$;

COMMENT ON FUNCTION ledger_private.calendar_periods(timestamptz) IS
'[year, months since year 0, days, hours, 2 x ten minutes (+ 1 after their first moment)], the latter three since 1970-01-01 00:00 UTC.';
