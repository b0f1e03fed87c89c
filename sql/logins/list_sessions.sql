-- List the sessions of a user, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_sessions(
    p_user_id bigint DEFAULT NULL,
    p_before uuid DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_is_ascending boolean DEFAULT false,
    p_seen pg_snapshot DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.auth_sessions
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_late uuid[];
BEGIN
    PERFORM ledger_private.require_own(v_actor, coalesce(p_user_id, v_actor.user_id));
    PERFORM ledger_private.require_page_size(p_limit);
    -- Made by what had not been committed when the page before was read.
    v_late := ledger_private.late_ids('login.succeeded', 'session_id', p_before, p_seen);

    RETURN QUERY
    SELECT s.*
    FROM ledger.auth_sessions AS s
    WHERE s.user_id = coalesce(p_user_id, v_actor.user_id, s.user_id)
        AND (p_before IS NULL OR CASE
            WHEN p_is_ascending THEN s.session_id >= coalesce(v_late[1], p_before)
                AND (s.session_id > p_before OR s.session_id = ANY (v_late))
            ELSE s.session_id < p_before
        END)
        AND (p_since IS NULL OR s.created_at >= p_since)
        AND (p_until IS NULL OR s.created_at < p_until)
    ORDER BY
        CASE WHEN p_is_ascending THEN s.session_id END,
        CASE WHEN NOT p_is_ascending THEN s.session_id END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_sessions(
    bigint, uuid, integer, timestamptz, timestamptz, boolean, pg_snapshot, ledger.actor
) IS
'Rows of ledger.auth_sessions, newest first unless p_is_ascending: those of p_user_id (NULL: of the acting user; for a database session, all). p_since <= created_at < p_until. p_before is the last session_id of the page before, p_seen the pg_current_snapshot() of the statement that read it: when ascending, what has been committed since with a lower id comes too; p_limit 1 to 1000. For another user it needs the permission manage. Takes no lock.';
