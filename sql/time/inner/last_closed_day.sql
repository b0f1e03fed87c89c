-- The last closed day, from the first open moment.
CREATE OR REPLACE FUNCTION ledger_private.last_closed_day(p_open_from_at timestamptz)
RETURNS date
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT nullif((p_open_from_at AT TIME ZONE 'UTC')::date, '-infinity') - 1
$function$;

COMMENT ON FUNCTION ledger_private.last_closed_day(timestamptz) IS
'The day (UTC) before p_open_from_at; NULL for -infinity.';
