-- The day on which a month begins, counted as calendar_periods does.
CREATE OR REPLACE FUNCTION ledger_private.calendar_days(p_month bigint)
RETURNS bigint
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT (make_date((p_month / 12)::integer, (p_month % 12)::integer + 1, 1)
        - '1970-01-01'::date)::bigint
$function$;

COMMENT ON FUNCTION ledger_private.calendar_days(bigint) IS
'Days from 1970-01-01 to the first of the month p_month, counted from year 0.';
