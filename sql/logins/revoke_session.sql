-- End one session, whoever it belongs to.
CREATE OR REPLACE FUNCTION ledger.revoke_session(
    p_session_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.auth_sessions
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_session ledger.auth_sessions;
BEGIN
    SELECT s.* INTO v_session FROM ledger.auth_sessions AS s WHERE s.session_id = p_session_id;
    PERFORM ledger_private.require_own(v_actor, v_session.user_id);
    IF v_session.session_id IS NULL THEN
        PERFORM ledger_private.raise_error('LG018', jsonb_build_object(
            'session_id', p_session_id
        ));
    END IF;
    PERFORM ledger_private.lock_user(v_session.user_id, v_actor, 'own');

    IF v_session.ended_at IS NULL THEN
        PERFORM ledger_private.end_sessions(v_session.user_id, p_session_id, 'LOGOUT');
        PERFORM ledger_private.note_auth('LOGOUT', v_session.user_id, jsonb_build_object(
            'session_id', p_session_id
        ), v_actor);
    END IF;
    RETURN NEXT (SELECT s FROM ledger.auth_sessions AS s WHERE s.session_id = p_session_id);
END
$function$;

COMMENT ON FUNCTION ledger.revoke_session(uuid, ledger.actor) IS
'End a session from now on, with the tokens that were issued under it: the acting user''s own, or with the permission manage anybody''s. LG018 when there is no such session. Safe to repeat.';
