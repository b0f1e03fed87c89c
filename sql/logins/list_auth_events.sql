-- Read what happened to a user's proofs and rights, newest first, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_auth_events(
    p_user_id bigint DEFAULT NULL,
    p_before bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.auth_events
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT e.*
    FROM ledger.auth_events AS e
    WHERE (p_user_id IS NULL OR e.user_id = p_user_id)
        AND e.event_id < coalesce(p_before, 9223372036854775807)
    ORDER BY e.event_id DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_auth_events(bigint, bigint, integer, ledger.actor) IS
'Rows of ledger.auth_events about a user, newest first (NULL: about all; 0: about names of no user). p_before is the last event_id of the page before; p_limit 1 to 1000. Needs the permission read_audit.';
