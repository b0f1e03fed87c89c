-- Change a refresh token for a new one; one that comes twice ends its session.
CREATE OR REPLACE FUNCTION ledger_gateway.refresh_session(
    p_token_digest bytea,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger_gateway.session_grant
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_token ledger_private.refresh_token;
    v_session ledger_private.auth_session;
    v_user ledger_private.app_user;
    v_grant ledger_gateway.session_grant;
BEGIN
    PERFORM ledger_private.require_gateway(p_actor);
    SELECT t.* INTO v_token
    FROM ledger_private.refresh_token AS t
    WHERE t.token_digest = p_token_digest
    FOR UPDATE;
    SELECT s.* INTO v_session
    FROM ledger_private.auth_session AS s
    WHERE s.session_id = v_token.session_id
    FOR UPDATE;
    SELECT u.* INTO v_user FROM ledger_private.app_user AS u WHERE u.user_id = v_token.user_id;

    -- Refusals are returned, not raised, so that what they lead to is kept.
    v_grant.outcome := CASE
        WHEN v_token.token_digest IS NULL THEN 'UNKNOWN'
        WHEN v_token.used_at IS NOT NULL THEN 'REUSED'
        WHEN v_session.ended_at IS NOT NULL THEN 'ENDED'
        WHEN v_token.expires_at <= clock_timestamp() THEN 'EXPIRED'
        WHEN v_user.status <> 'ACTIVE' THEN 'SUSPENDED'
        ELSE 'GRANTED'
    END;
    IF v_grant.outcome = 'REUSED' THEN
        PERFORM ledger_private.end_sessions(v_user.user_id, v_session.session_id, 'REUSED');
    ELSIF v_grant.outcome = 'GRANTED' THEN
        UPDATE ledger_private.refresh_token AS t
        SET used_at = clock_timestamp()
        WHERE t.token_digest = p_token_digest;
        -- One long expired proves nothing any more.
        DELETE FROM ledger_private.refresh_token AS t
        WHERE t.session_id = v_session.session_id
            AND t.expires_at < clock_timestamp() - interval '24 hours';
        v_grant := ledger_private.start_session(
            v_user, v_session.session_id, v_grant.outcome, p_actor
        );
    END IF;
    IF v_grant.outcome <> 'UNKNOWN' THEN
        PERFORM ledger_private.note_auth('REFRESH', v_user.user_id, jsonb_build_object(
            'session_id', v_session.session_id, 'outcome', v_grant.outcome
        ), p_actor);
    END IF;
    RETURN NEXT v_grant;
END
$function$;

COMMENT ON FUNCTION ledger_gateway.refresh_session(bytea, ledger.actor) IS
'The next refresh token, for the SHA-256 of the present one: outcome GRANTED, else UNKNOWN, EXPIRED, ENDED, SUSPENDED or REUSED. REUSED means that the token was used before, so somebody may have a copy: the whole session has ended. Not safe to repeat.';
