-- List users, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_users(
    p_username text DEFAULT NULL,
    p_role text DEFAULT NULL,
    p_status text DEFAULT NULL,
    p_after bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_text text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_seen pg_snapshot DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.users
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_edge bigint;
    v_found integer;
    v_marker ledger.users;
    v_late bigint[];
BEGIN
    PERFORM ledger_private.require_short(
        'username', p_username, 'role', p_role, 'status', p_status, 'text', p_text
    );
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.require_page_size(p_limit);
    -- Made by what had not been committed when the page before was read.
    v_late := ARRAY(
        SELECT m.object_id::bigint
        FROM ledger_private.made_since('user.created', 'user_id', p_seen) AS m (object_id)
        WHERE m.object_id::bigint < p_after
        ORDER BY 1
    );
    -- What no index finds is looked for among so many.
    IF num_nonnulls(p_role, p_status, p_text, p_since, p_until) > 0 AND p_username IS NULL THEN
        SELECT u.user_id INTO v_edge
        FROM ledger_private.app_user AS u
        WHERE (p_after IS NULL OR CASE
                WHEN p_is_ascending THEN u.user_id > p_after ELSE u.user_id < p_after
            END)
        ORDER BY
            CASE WHEN p_is_ascending THEN u.user_id END,
            CASE WHEN NOT p_is_ascending THEN u.user_id END DESC
        OFFSET 19999 LIMIT 1;
    END IF;

    RETURN QUERY
    SELECT u.*
    FROM ledger.users AS u
    WHERE (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN u.user_id >= coalesce(v_late[1], p_after)
                AND (u.user_id > p_after OR u.user_id = ANY (v_late))
            ELSE u.user_id < p_after
        END)
        AND (v_edge IS NULL OR CASE
            WHEN p_is_ascending THEN u.user_id <= v_edge ELSE u.user_id >= v_edge
        END)
        AND (p_username IS NULL OR starts_with(u.username, normalize(p_username, NFC)))
        AND (p_role IS NULL OR u.role = p_role)
        AND (p_status IS NULL OR u.status = p_status)
        AND (p_since IS NULL OR u.created_at >= p_since)
        AND (p_until IS NULL OR u.created_at < p_until)
        AND (p_text IS NULL OR ledger_private.contains_text(u.display_name, p_text))
    ORDER BY
        CASE WHEN p_is_ascending THEN u.user_id END,
        CASE WHEN NOT p_is_ascending THEN u.user_id END DESC
    LIMIT p_limit;
    GET DIAGNOSTICS v_found = ROW_COUNT;
    IF v_edge IS NOT NULL AND v_found < p_limit THEN
        v_marker.user_id := v_edge;
        RETURN NEXT v_marker;
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger.list_users(
    text, text, text, bigint, integer, text, timestamptz, timestamptz, boolean,
    pg_snapshot, ledger.actor
) IS
'Users in user_id order, backwards when NOT p_is_ascending: those whose name begins with p_username, of one role, of one status (ACTIVE, SUSPENDED), whose display_name contains p_text; p_since <= created_at < p_until. p_after is the last user_id of the page before, p_seen the pg_current_snapshot() of the statement that read it: when ascending, what has been committed since with a lower id comes too; p_limit 1 to 1000. A search stops when it has examined 20000 users: its last row then has only a user_id, to be given as p_after. Needs the permission manage. Takes no lock.';
