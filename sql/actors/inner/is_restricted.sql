-- Whether somebody acts with an API key that is restricted.
CREATE OR REPLACE FUNCTION ledger_private.is_restricted(p_scopes text[])
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT coalesce(p_scopes[2] = 'key:restricted', false)
$function$;

COMMENT ON FUNCTION ledger_private.is_restricted(text[]) IS
'Whether the scopes of an actor say that its API key has restrictions; see ledger_private.acting_key. A plan holds the expression itself, not the call.';
