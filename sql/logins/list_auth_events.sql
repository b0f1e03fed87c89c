-- Read what happened to users' proofs and rights, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_auth_events(
    p_user_id bigint DEFAULT NULL,
    p_before bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_username text DEFAULT NULL,
    p_action text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_is_ascending boolean DEFAULT false,
    p_seen pg_snapshot DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.auth_events
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user_id bigint;
    v_edge bigint;
    v_found integer;
    v_marker ledger.auth_events;
    v_late bigint[];
BEGIN
    PERFORM ledger_private.require_short('username', p_username, 'action', p_action);
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    PERFORM ledger_private.require_page_size(p_limit);
    -- Made by what had not been committed when the page before was read.
    v_late := ARRAY(
        SELECT n.event_id
        FROM (
            SELECT o.event_id, o.xact_id
            FROM ledger_audit.auth_event AS o
            WHERE o.event_id < p_before AND p_seen IS NOT NULL
            ORDER BY o.event_id DESC
            LIMIT 20000
        ) AS n
        WHERE ledger_private.is_late(n.xact_id, p_seen)
        ORDER BY n.event_id
    );
    v_user_id := ledger_private.listed_owner(p_user_id, p_username, v_actor);
    -- What no index finds is looked for among so many.
    IF num_nonnulls(p_action, p_since, p_until) > 0 THEN
        SELECT e.event_id INTO v_edge
        FROM ledger_audit.auth_event AS e
        WHERE (v_user_id IS NULL OR e.user_id = v_user_id)
            AND (p_before IS NULL OR CASE
                WHEN p_is_ascending THEN e.event_id > p_before ELSE e.event_id < p_before
            END)
        ORDER BY
            CASE WHEN p_is_ascending THEN e.event_id END,
            CASE WHEN NOT p_is_ascending THEN e.event_id END DESC
        OFFSET 19999 LIMIT 1;
    END IF;

    RETURN QUERY
    SELECT e.*
    FROM ledger.auth_events AS e
    WHERE (v_user_id IS NULL OR e.user_id = v_user_id)
        AND (p_before IS NULL OR CASE
            WHEN p_is_ascending THEN e.event_id >= coalesce(v_late[1], p_before)
                AND (e.event_id > p_before OR e.event_id = ANY (v_late))
            ELSE e.event_id < p_before
        END)
        AND (v_edge IS NULL OR CASE
            WHEN p_is_ascending THEN e.event_id <= v_edge ELSE e.event_id >= v_edge
        END)
        AND (p_action IS NULL OR e.action = p_action)
        AND (p_since IS NULL OR e.created_at >= p_since)
        AND (p_until IS NULL OR e.created_at < p_until)
    ORDER BY
        CASE WHEN p_is_ascending THEN e.event_id END,
        CASE WHEN NOT p_is_ascending THEN e.event_id END DESC
    LIMIT p_limit;
    GET DIAGNOSTICS v_found = ROW_COUNT;
    IF v_edge IS NOT NULL AND v_found < p_limit THEN
        v_marker.event_id := v_edge;
        RETURN NEXT v_marker;
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger.list_auth_events(
    bigint, bigint, integer, text, text, timestamptz, timestamptz, boolean, pg_snapshot,
    ledger.actor
) IS
'Rows of ledger.auth_events about a user, newest first unless p_is_ascending (p_user_id or p_username; NULL: about all; 0: about names of no user). p_since <= created_at < p_until. p_before is the last event_id of the page before, p_seen the pg_current_snapshot() of the statement that read it: when ascending, what has been committed since with a lower id comes too; p_limit 1 to 1000. A search stops when it has examined 20000 events: its last row then has only an event_id, to be given as p_before. Needs the permission read_audit, and manage for a name.';
