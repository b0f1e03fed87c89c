-- Up to which moment open credits are asked for, when they shall be those booked by a moment.
CREATE OR REPLACE FUNCTION ledger_private.open_credits_until(p_at timestamptz)
RETURNS timestamptz
LANGUAGE sql
VOLATILE
AS $function$
    SELECT CASE WHEN p_at < clock_timestamp() THEN p_at ELSE 'infinity' END
$function$;

COMMENT ON FUNCTION ledger_private.open_credits_until(timestamptz) IS
'p_at when it is past; else infinity, and so for NULL: what a wrong clock dated later than now has been booked by now.';
