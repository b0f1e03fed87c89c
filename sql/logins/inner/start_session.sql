-- Begin a session, or go on with one: a new refresh token, whose digest alone is kept.
CREATE OR REPLACE FUNCTION ledger_private.start_session(
    p_user ledger_private.app_user,
    p_session_id uuid,
    p_outcome text,
    p_actor ledger.actor
)
RETURNS ledger_gateway.session_grant
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    -- In hours: what a day adds to a moment depends on the session's time zone.
    v_now timestamptz := clock_timestamp();
    v_secret text := ledger_private.new_secret(
        'zr_', ledger_private.user_bucket(p_user.user_id)
    );
    v_session ledger_private.auth_session;
    v_expires_at timestamptz;
    v_grant ledger_gateway.session_grant;
BEGIN
    IF p_session_id IS NULL THEN
        INSERT INTO ledger_private.auth_session (
            session_id, user_id, created_at, expires_at, ip_address, user_agent
        )
        VALUES (
            ledger_private.new_id(ledger_private.user_bucket(p_user.user_id)),
            p_user.user_id, v_now, v_now + interval '720 hours',
            p_actor.ip_address, p_actor.user_agent
        )
        RETURNING * INTO v_session;
    ELSE
        SELECT s.* INTO v_session
        FROM ledger_private.auth_session AS s
        WHERE s.session_id = p_session_id;
    END IF;
    v_expires_at := least(v_session.expires_at, v_now + interval '168 hours');

    INSERT INTO ledger_private.refresh_token (
        token_digest, session_id, user_id, created_at, expires_at
    )
    VALUES (
        sha256(convert_to(v_secret, 'UTF8')), v_session.session_id, p_user.user_id, v_now,
        v_expires_at
    );
    v_grant.outcome := p_outcome;
    v_grant.user_id := p_user.user_id;
    v_grant.role := p_user.role;
    v_grant.session_id := v_session.session_id;
    v_grant.refresh_token := v_secret;
    v_grant.expires_at := v_expires_at;
    RETURN v_grant;
END
$function$;

COMMENT ON FUNCTION ledger_private.start_session(
    ledger_private.app_user, uuid, text, ledger.actor
) IS
'A grant with p_outcome and a new refresh token of p_session_id, or of a new session when that is NULL. A session lasts 30 days at most, a refresh token 7.';
