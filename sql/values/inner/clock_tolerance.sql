-- How far what is written may be ahead of the clock: more than clocks of one house ever differ.
CREATE OR REPLACE FUNCTION ledger_private.clock_tolerance()
RETURNS interval
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT interval '1 minute'
$function$;

COMMENT ON FUNCTION ledger_private.clock_tolerance() IS
'Clocks that are set by a time server differ by less than a second, also when a standby takes over; a minute still leaves each posting in its day but for those next to midnight.';
