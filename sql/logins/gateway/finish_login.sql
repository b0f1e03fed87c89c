-- End an attempt to log in: a session for who knew the password, a note for who did not.
CREATE OR REPLACE FUNCTION ledger_gateway.finish_login(
    p_username text,
    p_is_verified boolean,
    p_password_hash text DEFAULT NULL,
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
    v_user ledger_private.app_user;
    v_keys text[];
    v_failures integer;
    v_grant ledger_gateway.session_grant;
BEGIN
    PERFORM ledger_private.require_short('username', p_username, 'password_hash', p_password_hash);
    PERFORM ledger_private.require_gateway(p_actor);
    v_keys := ledger_private.throttle_keys(coalesce(p_username, ''), p_actor.ip_address);
    SELECT u.* INTO v_user
    FROM ledger_private.login AS l
    JOIN ledger_private.app_user AS u USING (user_id)
    WHERE l.username = normalize(p_username, NFC);

    IF p_is_verified AND v_user.status = 'ACTIVE' AND v_user.role <> 'house' THEN
        UPDATE ledger_private.login_throttle AS t
        SET
            failures = CASE
                WHEN t.throttle_key LIKE 'name:%' THEN 0 ELSE greatest(t.failures - 1, 0)
            END,
            free_at = '-infinity'
        WHERE t.throttle_key IN (
            SELECT l.throttle_key FROM ledger_private.login_throttle AS l
            WHERE l.throttle_key = ANY (v_keys) ORDER BY l.throttle_key FOR UPDATE
        );
        -- The same password under the parameters of today.
        UPDATE ledger_private.credential AS c
        SET password_hash = p_password_hash
        WHERE c.user_id = v_user.user_id
            AND p_password_hash IS NOT NULL;
        v_grant := ledger_private.start_session(v_user, NULL, 'GRANTED', p_actor);
        PERFORM ledger_private.note_auth('LOGIN', v_user.user_id, jsonb_build_object(
            'session_id', v_grant.session_id
        ), p_actor);
        RETURN NEXT v_grant;
        RETURN;
    END IF;

    v_failures := (
        SELECT t.failures FROM ledger_private.login_throttle AS t
        WHERE t.throttle_key = v_keys[cardinality(v_keys)]
    );
    PERFORM ledger_private.note_auth(
        CASE WHEN v_failures >= 5 THEN 'LOGIN_LOCKED' ELSE 'LOGIN_FAILED' END,
        v_user.user_id,
        jsonb_build_object('failures', v_failures, 'status', v_user.status),
        p_actor
    );
    v_grant.outcome := 'REFUSED';
    RETURN NEXT v_grant;
END
$function$;

COMMENT ON FUNCTION ledger_gateway.finish_login(text, boolean, text, ledger.actor) IS
'End an attempt to log in. outcome is GRANTED, with a session and its refresh token, when the gateway has verified the password (p_is_verified) and the user is active, else REFUSED; both leave a row in ledger.auth_events. p_password_hash replaces the stored hash when the parameters of hashing have changed.';
