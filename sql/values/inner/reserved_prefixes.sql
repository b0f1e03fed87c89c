-- The one list of prefixes of names that only the house may have, each its own skeleton.
CREATE OR REPLACE FUNCTION ledger_private.reserved_prefixes()
RETURNS text[]
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ARRAY['world:', 'house:', '~']
$function$;

COMMENT ON FUNCTION ledger_private.reserved_prefixes() IS
'world: the accounts of the outside world, such as world:<CURRENCY>; house: other accounts of the house; ~ the space of a customer, as in ~4797/savings.';
