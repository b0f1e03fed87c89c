-- Count an attempt to log in, and hand out what the password must be checked against.
CREATE OR REPLACE FUNCTION ledger.begin_login(
    p_username text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.login_attempt
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_attempt ledger.login_attempt;
BEGIN
    PERFORM ledger_private.require_gateway(p_actor);

    v_attempt.wait_seconds := ledger_private.count_attempt(
        ledger_private.throttle_keys(coalesce(p_username, ''), p_actor.ip_address)
    );
    IF v_attempt.wait_seconds = 0 THEN
        SELECT c.user_id, c.password_hash INTO v_attempt.user_id, v_attempt.password_hash
        FROM ledger_private.login AS l
        JOIN ledger_private.credential AS c USING (user_id)
        WHERE l.username = p_username;
    END IF;
    RETURN v_attempt;
END
$function$;

COMMENT ON FUNCTION ledger.begin_login(text, ledger.actor) IS
'The password hash of one user, once per counted attempt, for a gateway that compares and then calls ledger.finish_login. wait_seconds above 0: too many attempts, come back then. An unknown name gives NULLs and is counted like a known one.';
