-- What hides short texts behind their hashes.
CREATE OR REPLACE FUNCTION ledger_private.seal_salt()
RETURNS bytea
LANGUAGE sql
STABLE
AS $function$
    SELECT s.salt FROM ledger_audit.seal_salt AS s WHERE s.salt_number = 1
$function$;

COMMENT ON FUNCTION ledger_private.seal_salt() IS
'The salt that the salts of all parts are made of. Kept for ever: without it no leaf can be made again.';
