-- A moment in the years that every client's calendar knows, whatever its time zone.
CREATE OR REPLACE FUNCTION ledger_private.within_calendar(p_at timestamptz)
RETURNS timestamptz
LANGUAGE sql
STABLE
AS $function$
    -- Not IMMUTABLE, as extract is not: else it would be called instead of inlined.
    SELECT CASE
        WHEN extract(epoch FROM p_at) BETWEEN -62135510400 AND 253402128000 THEN p_at
    END
$function$;

COMMENT ON FUNCTION ledger_private.within_calendar(timestamptz) IS
'p_at itself from 2 January of year 1 to 30 December 9999 (UTC), else NULL.';
