-- Show one user.
CREATE OR REPLACE FUNCTION ledger.get_user(
    p_user_id bigint DEFAULT NULL,
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
    v_user := ledger_private.show_user(coalesce(p_user_id, v_actor.user_id));
    IF v_user.user_id IS DISTINCT FROM v_actor.user_id THEN
        PERFORM ledger_private.require_permission(v_actor, 'manage');
    END IF;
    IF v_user.user_id IS NULL THEN
        PERFORM ledger_private.raise_error('LG004', jsonb_build_object('user_id', p_user_id));
    END IF;
    RETURN v_user;
END
$function$;

COMMENT ON FUNCTION ledger.get_user(bigint, ledger.actor) IS
'A user (NULL: the acting one); LG004 when there is none. For another user it needs the permission manage. Takes no lock.';
