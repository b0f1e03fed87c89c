-- What a declaration of guards is known by.
CREATE OR REPLACE FUNCTION ledger_private.guards_digest(p_guards jsonb)
RETURNS bytea
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT sha256(convert_to(p_guards::text, 'UTF8'))
$function$;

COMMENT ON FUNCTION ledger_private.guards_digest(jsonb) IS
'SHA-256 of the guards as text.';
