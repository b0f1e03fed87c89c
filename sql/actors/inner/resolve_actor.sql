-- Who acts: the user a web login vouches for, or the database session itself.
CREATE OR REPLACE FUNCTION ledger_private.resolve_actor(p_actor ledger.actor)
RETURNS ledger.actor
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    PERFORM ledger_private.commit_durably();
    IF p_actor IS NULL THEN
        -- A gateway that forgets to say for whom it acts gets no rights at all.
        IF pg_has_role(session_user, 'ledger_app', 'MEMBER')
            AND NOT pg_has_role(session_user, 'ledger_operator', 'MEMBER')
        THEN
            PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
                'reason', 'a login in ledger_app must pass p_actor', 'login', session_user
            ));
        END IF;
        p_actor.role := 'database';
        p_actor.ip_address := inet_client_addr();
        p_actor.user_agent := current_setting('application_name');
        RETURN p_actor;
    END IF;

    IF NOT pg_has_role(session_user, 'ledger_app', 'MEMBER') THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'reason', 'only a login in ledger_app may pass p_actor', 'login', session_user
        ));
    END IF;
    PERFORM ledger_private.require_short_actor(p_actor);
    IF p_actor.user_id IS NULL OR p_actor.role IS NULL
        OR p_actor.role <> ALL (ledger_private.known_roles())
    THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'actor', 'user_id', p_actor.user_id, 'role', p_actor.role
        ));
    END IF;

    -- What the user is now, whatever its token was issued for.
    SELECT u.role INTO p_actor.role
    FROM ledger_private.app_user AS u
    WHERE u.user_id = p_actor.user_id
        AND u.status = 'ACTIVE'
        AND u.role <> 'house';
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG260', jsonb_build_object(
            'user_id', p_actor.user_id
        ));
    END IF;
    -- While the request runs, pg_stat_activity and the server's log call it by its id.
    IF p_actor.request_id IS NOT NULL THEN
        PERFORM set_config('application_name', left(p_actor.request_id, 63), true);
    END IF;
    RETURN p_actor;
END
$function$;

COMMENT ON FUNCTION ledger_private.resolve_actor(ledger.actor) IS
'The actor to hold responsible, with the role that its user has at this moment. Raises LG206 when a login says what it may not, LG109 for a half-filled actor, LG260 when the user does not exist or is suspended. For as long as the transaction lasts, application_name is its request_id, and its commit waits until it is on disk.';
