-- The permissions that somebody is narrowed to.
CREATE OR REPLACE FUNCTION ledger_private.narrowing_scopes(p_actor ledger.actor)
RETURNS text[]
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE WHEN 'key:all' <> ALL (p_actor.scopes)
        THEN ARRAY(
            SELECT s.scope FROM unnest(p_actor.scopes) AS s (scope) WHERE s.scope NOT LIKE 'key:%'
        )
    END
$function$;

COMMENT ON FUNCTION ledger_private.narrowing_scopes(ledger.actor) IS
'The scopes of p_actor without what they say of its API key; NULL: not narrowed.';
