-- The last elements of an array.
CREATE OR REPLACE FUNCTION ledger_private.last_of(p_items anyarray)
RETURNS anyarray
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT coalesce(p_items[greatest(cardinality(p_items) - 31, 1):], '{}')
$function$;

COMMENT ON FUNCTION ledger_private.last_of(anyarray) IS
'The last 32 elements of p_items, in order; empty for NULL.';
