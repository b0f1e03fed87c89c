-- Read the history of one hold, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_hold_events(
    p_hold_id uuid,
    p_after bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_event_type text DEFAULT NULL,
    p_min_amount numeric DEFAULT NULL,
    p_max_amount numeric DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.hold_events
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('event_type', p_event_type);
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    PERFORM ledger_private.require_hold(p_hold_id, v_actor);

    RETURN QUERY
    SELECT e.*
    FROM ledger.hold_events AS e
    WHERE e.hold_id = p_hold_id
        AND (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN e.event_number > p_after ELSE e.event_number < p_after
        END)
        AND (p_event_type IS NULL OR e.event_type = p_event_type)
        AND (p_min_amount IS NULL OR e.amount >= p_min_amount)
        AND (p_max_amount IS NULL OR e.amount <= p_max_amount)
        AND (p_since IS NULL OR e.created_at >= p_since)
        AND (p_until IS NULL OR e.created_at < p_until)
    ORDER BY
        CASE WHEN p_is_ascending THEN e.event_number END,
        CASE WHEN NOT p_is_ascending THEN e.event_number END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_hold_events(
    uuid, bigint, integer, text, numeric, numeric, timestamptz, timestamptz, boolean,
    ledger.actor
) IS
'The steps of a hold, oldest first unless NOT p_is_ascending, of one event_type; amounts from p_min_amount to p_max_amount; p_since <= created_at < p_until. LG006 when there is no hold that the actor may see. p_after is the last event_number of the page before; p_limit 1 to 1000.';
