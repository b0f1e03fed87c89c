-- Let a gateway, and nobody else, ask on behalf of somebody who is not known yet.
CREATE OR REPLACE FUNCTION ledger_private.require_gateway(p_actor ledger.actor)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    PERFORM ledger_private.commit_durably();
    IF p_actor IS NULL OR NOT pg_has_role(session_user, 'ledger_app', 'MEMBER') THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'reason', 'only a login in ledger_app may ask, and it must pass p_actor',
            'login', session_user
        ));
    END IF;
    PERFORM ledger_private.require_short_actor(p_actor);
END
$function$;

COMMENT ON FUNCTION ledger_private.require_gateway(ledger.actor) IS
'Raise LG206 unless the session is a gateway that says, in p_actor, from where it is asked; p_actor.user_id may be NULL.';
