-- List endpoints, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_webhook_endpoints(
    p_user_id bigint DEFAULT NULL,
    p_status text DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_limit integer DEFAULT 50,
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
BEGIN
    PERFORM ledger_private.require_short('status', p_status);
    PERFORM ledger_private.require_own(v_actor, coalesce(p_user_id, v_actor.user_id));
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT e.*
    FROM ledger.webhook_endpoints AS e
    WHERE e.user_id = coalesce(p_user_id, v_actor.user_id, e.user_id)
        AND (p_status IS NULL OR e.status = p_status)
        AND (p_after IS NULL OR e.endpoint_id > p_after)
    ORDER BY e.endpoint_id
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_webhook_endpoints(bigint, text, uuid, integer, ledger.actor) IS
'Endpoints of a user, oldest first, without their secrets; without p_user_id those of the acting user, and for a database session all. p_after is the last endpoint_id of the page before; p_limit 1 to 1000. For another user it needs the permission manage.';
