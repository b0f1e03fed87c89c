-- The first moment that may still be posted to.
CREATE OR REPLACE FUNCTION ledger_private.opening_moment(p_closed_through_on date)
RETURNS timestamptz
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT coalesce((p_closed_through_on + 1)::timestamp AT TIME ZONE 'UTC', '-infinity')
$function$;

COMMENT ON FUNCTION ledger_private.opening_moment(date) IS
'Midnight UTC that ends p_closed_through_on; -infinity when nothing is closed.';
