-- The types that everybody who may post can give a posting.
CREATE OR REPLACE FUNCTION ledger_private.open_types()
RETURNS text[]
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ARRAY['transfer', 'transaction']
$function$;

COMMENT ON FUNCTION ledger_private.open_types() IS
'What postings are called when nobody says anything. A plan holds the list itself, not the call.';
