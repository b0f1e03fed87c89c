-- What a gateway says of an actor is short and can be read: asked before the actor is looked up.
CREATE OR REPLACE FUNCTION ledger_private.require_short_actor(p_actor ledger.actor)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    -- One look at all of it: this stands in the path of every request.
    IF greatest(
        octet_length(p_actor.role), octet_length(p_actor.user_agent),
        octet_length(p_actor.request_id), pg_column_size(p_actor.scopes)
    ) > 1000 THEN
        PERFORM ledger_private.require_few('scopes', p_actor.scopes);
        PERFORM ledger_private.require_short(
            'role', p_actor.role, 'user_agent', p_actor.user_agent,
            'request_id', p_actor.request_id, 'scopes', array_to_string(p_actor.scopes, ' ')
        );
    END IF;
    IF NOT ledger_private.is_prose(concat(p_actor.user_agent, p_actor.request_id)) THEN
        PERFORM ledger_private.require_prose('user_agent', p_actor.user_agent);
        PERFORM ledger_private.require_prose('request_id', p_actor.request_id);
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_short_actor(ledger.actor) IS
'Raise LG109 for a text of p_actor longer than 1000 characters, more than 1000 scopes, or a user_agent or request_id that is no prose.';
