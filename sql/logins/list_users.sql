-- List users, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_users(
    p_username text DEFAULT NULL,
    p_role text DEFAULT NULL,
    p_status text DEFAULT NULL,
    p_after bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.users
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short(
        'username', p_username, 'role', p_role, 'status', p_status
    );
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT u.*
    FROM ledger.users AS u
    WHERE u.user_id > coalesce(p_after, -1)
        AND (p_username IS NULL OR starts_with(u.username, normalize(p_username, NFC)))
        AND (p_role IS NULL OR u.role = p_role)
        AND (p_status IS NULL OR u.status = p_status)
    ORDER BY u.user_id
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_users(text, text, text, bigint, integer, ledger.actor) IS
'Users in user_id order: those whose name begins with p_username, of one role, of one status (ACTIVE, SUSPENDED). p_after is the last user_id of the page before; p_limit 1 to 1000. Needs the permission manage. Takes no lock.';
