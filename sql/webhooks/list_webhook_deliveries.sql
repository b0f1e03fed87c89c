-- List what was to be sent to an endpoint, newest first, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_webhook_deliveries(
    p_endpoint_id uuid DEFAULT NULL,
    p_state text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_is_ascending boolean DEFAULT false,
    p_limit integer DEFAULT 50,
    p_seen pg_snapshot DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.webhook_deliveries
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
    PERFORM ledger_private.require_short('state', p_state);
    IF p_endpoint_id IS NULL THEN
        PERFORM ledger_private.require_permission(v_actor, 'manage');
    ELSE
        PERFORM ledger.get_webhook_endpoint(p_endpoint_id, p_actor);
    END IF;
    PERFORM ledger_private.require_page_size(p_limit);
    -- Made by what had not been committed when the page before was read.
    v_late := ARRAY(
        SELECT n.delivery_id
        FROM (
            SELECT o.delivery_id, o.xact_id
            FROM ledger_private.webhook_delivery AS o
            WHERE o.delivery_id < p_after AND p_seen IS NOT NULL
                AND (p_endpoint_id IS NULL OR o.endpoint_id = p_endpoint_id)
            ORDER BY o.delivery_id DESC
            LIMIT 20000
        ) AS n
        WHERE ledger_private.is_late(n.xact_id, p_seen)
        ORDER BY n.delivery_id
    );

    RETURN QUERY
    SELECT d.*
    FROM ledger.webhook_deliveries AS d
    WHERE (p_endpoint_id IS NULL OR d.endpoint_id = p_endpoint_id)
        AND (p_state IS NULL OR d.state = p_state)
        AND (p_since IS NULL OR d.created_at >= p_since)
        AND (p_until IS NULL OR d.created_at < p_until)
        AND (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN d.delivery_id >= coalesce(v_late[1], p_after)
                AND (d.delivery_id > p_after OR d.delivery_id = ANY (v_late))
            ELSE d.delivery_id < p_after
        END)
    ORDER BY
        CASE WHEN p_is_ascending THEN d.delivery_id END,
        CASE WHEN NOT p_is_ascending THEN d.delivery_id END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_webhook_deliveries(
    uuid, text, timestamptz, timestamptz, uuid, boolean, integer, pg_snapshot,
    ledger.actor
) IS
'Deliveries of an endpoint, newest first unless p_is_ascending, of one state (PENDING, DELIVERED, DEAD) or all; p_since <= created_at < p_until; without p_endpoint_id those of all endpoints, which needs the permission manage. p_after is the last delivery_id of the page before, p_seen the pg_current_snapshot() of the statement that read it: when ascending, what has been committed since with a lower id comes too; p_limit 1 to 1000. LG025 when there is no such endpoint.';
