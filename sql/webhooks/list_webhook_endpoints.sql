-- List endpoints, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_webhook_endpoints(
    p_user_id bigint DEFAULT NULL,
    p_username text DEFAULT NULL,
    p_status text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_limit integer DEFAULT 50,
    p_seen pg_snapshot DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.webhook_endpoints
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user_id bigint;
    v_late uuid[];
BEGIN
    PERFORM ledger_private.require_short('username', p_username, 'status', p_status);
    v_user_id := ledger_private.listed_owner(p_user_id, p_username, v_actor);
    PERFORM ledger_private.require_own(v_actor, coalesce(v_user_id, v_actor.user_id));
    PERFORM ledger_private.require_page_size(p_limit);
    -- Made by what had not been committed when the page before was read.
    v_late := ledger_private.late_ids('webhook_endpoint.created', 'endpoint_id', p_after, p_seen);

    RETURN QUERY
    SELECT e.*
    FROM ledger.webhook_endpoints AS e
    WHERE e.user_id = coalesce(v_user_id, v_actor.user_id, e.user_id)
        AND (p_status IS NULL OR e.status = p_status)
        AND (p_since IS NULL OR e.created_at >= p_since)
        AND (p_until IS NULL OR e.created_at < p_until)
        AND (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN e.endpoint_id >= coalesce(v_late[1], p_after)
                AND (e.endpoint_id > p_after OR e.endpoint_id = ANY (v_late))
            ELSE e.endpoint_id < p_after
        END)
    ORDER BY
        CASE WHEN p_is_ascending THEN e.endpoint_id END,
        CASE WHEN NOT p_is_ascending THEN e.endpoint_id END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_webhook_endpoints(
    bigint, text, text, timestamptz, timestamptz, uuid, boolean, integer, pg_snapshot,
    ledger.actor
) IS
'Endpoints of a user (p_user_id or p_username), oldest first unless NOT p_is_ascending, of one status or all, without their secrets; p_since <= created_at < p_until. Without a user those of the acting user, and for a database session all. p_after is the last endpoint_id of the page before, p_seen the pg_current_snapshot() of the statement that read it: when ascending, what has been committed since with a lower id comes too; p_limit 1 to 1000. For another user it needs the permission manage.';
