-- The API key that somebody acts with.
CREATE OR REPLACE FUNCTION ledger_private.acting_key(p_scopes text[])
RETURNS uuid
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE WHEN p_scopes[1] LIKE 'key:%' THEN substr(p_scopes[1], 5)::uuid END
$function$;

COMMENT ON FUNCTION ledger_private.acting_key(text[]) IS
'The key that the scopes of an actor name, as ledger_gateway.check_api_key writes them: first key: and its id; then key:restricted when it has restrictions, key:all when it has no scopes. NULL: none. A plan holds the expression itself, not the call.';
