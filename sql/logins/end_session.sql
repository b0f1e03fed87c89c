-- Log out: end the session of a token, or void a token that has none.
CREATE OR REPLACE FUNCTION ledger.end_session(
    p_session_id uuid,
    p_token_id text DEFAULT NULL,
    p_expires_at timestamptz DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.users
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user_id bigint;
BEGIN
    PERFORM ledger_private.require_short('token_id', p_token_id);
    v_user_id := coalesce(v_actor.user_id, (
        SELECT s.user_id FROM ledger_private.auth_session AS s WHERE s.session_id = p_session_id
    ));
    IF length(p_token_id) > 200 OR NOT ledger_private.is_plain_text(p_token_id)
        OR (p_session_id IS NULL AND num_nulls(p_token_id, p_expires_at) > 0)
    THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "token_id"}');
    ELSIF p_session_id IS NOT NULL THEN
        PERFORM ledger_private.end_sessions(v_user_id, p_session_id, 'LOGOUT');
    ELSE
        DELETE FROM ledger_private.revoked_token AS t
        WHERE t.user_id = v_user_id
            AND t.expires_at < clock_timestamp() - interval '24 hours';
        INSERT INTO ledger_private.revoked_token (user_id, token_id, revoked_at, expires_at)
        VALUES (v_user_id, p_token_id, clock_timestamp(), p_expires_at)
        ON CONFLICT (user_id, token_id) DO NOTHING;
    END IF;
    PERFORM ledger_private.note_auth('LOGOUT', v_user_id, jsonb_build_object(
        'session_id', p_session_id, 'token_id', p_token_id
    ), v_actor);
    RETURN NEXT ledger_private.show_user(v_user_id);
END
$function$;

COMMENT ON FUNCTION ledger.end_session(uuid, text, timestamptz, ledger.actor) IS
'End p_session_id of the acting user (a database session may end anybody''s), or void the access token with the jti p_token_id, which expires at p_expires_at. Safe to repeat.';
