-- List the sessions of a user, newest first, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_sessions(
    p_user_id bigint DEFAULT NULL,
    p_before uuid DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.auth_sessions
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_own(v_actor, coalesce(p_user_id, v_actor.user_id));
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT s.*
    FROM ledger.auth_sessions AS s
    WHERE s.user_id = coalesce(p_user_id, v_actor.user_id, s.user_id)
        AND (p_before IS NULL OR s.session_id < p_before)
    ORDER BY s.session_id DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_sessions(bigint, uuid, integer, ledger.actor) IS
'Rows of ledger.auth_sessions, newest first: those of p_user_id (NULL: of the acting user; for a database session, all). p_before is the last session_id of the page before; p_limit 1 to 1000. For another user it needs the permission manage. Takes no lock.';
