-- Look a user up by name.
CREATE OR REPLACE FUNCTION ledger.find_user(
    p_username text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.users
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user ledger.users;
BEGIN
    PERFORM ledger_private.require_short('username', p_username);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    SELECT u.* INTO v_user FROM ledger.users AS u WHERE u.username = normalize(p_username, NFC);
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG004', jsonb_build_object('username', p_username));
    END IF;
    RETURN v_user;
END
$function$;

COMMENT ON FUNCTION ledger.find_user(text, ledger.actor) IS
'The user with this name, in whatever form of Unicode it is given; LG004 when there is none. Needs the permission manage. Takes no lock.';
