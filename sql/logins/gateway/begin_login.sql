-- Count an attempt to log in, and hand out what the password must be checked against.
CREATE OR REPLACE FUNCTION ledger_gateway.begin_login(
    p_username text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger_gateway.login_attempt
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_attempt ledger_gateway.login_attempt;
BEGIN
    PERFORM ledger_private.require_short('username', p_username);
    PERFORM ledger_private.require_gateway(p_actor);

    v_attempt.wait_seconds := ledger_private.count_attempt(
        ledger_private.throttle_keys(coalesce(p_username, ''), p_actor.ip_address)
    );
    IF v_attempt.wait_seconds = 0 THEN
        SELECT c.user_id, c.password_hash INTO v_attempt.user_id, v_attempt.password_hash
        FROM ledger_private.login AS l
        JOIN ledger_private.credential AS c USING (user_id)
        WHERE l.username = normalize(p_username, NFC);
    END IF;
    RETURN NEXT v_attempt;
END
$function$;

COMMENT ON FUNCTION ledger_gateway.begin_login(text, ledger.actor) IS
'Give a gateway the password hash of p_username; the gateway compares it and then calls ledger_gateway.finish_login. Each call counts as an attempt. wait_seconds above 0 means too many attempts: no hash is given, and the caller must wait so long. For an unknown name the hash is NULL, and the attempt is counted too.';
