-- The moment that ends a day.
CREATE OR REPLACE FUNCTION ledger_private.end_of_day(p_on date)
RETURNS timestamptz
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT (p_on + 1)::timestamp AT TIME ZONE 'UTC'
$function$;

COMMENT ON FUNCTION ledger_private.end_of_day(date) IS 'Midnight UTC that ends the day.';
