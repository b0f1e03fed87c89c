-- Read the history of one hold.
CREATE OR REPLACE FUNCTION ledger.list_hold_events(
    p_hold_id uuid,
    p_after bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.hold_events
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    PERFORM ledger_private.require_hold(p_hold_id, v_actor);

    RETURN QUERY
    SELECT e.*
    FROM ledger.hold_events AS e
    WHERE e.hold_id = p_hold_id
        AND e.event_number > coalesce(p_after, 0)
    ORDER BY e.event_number
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_hold_events(uuid, bigint, integer, ledger.actor) IS
'The steps of a hold, oldest first; LG006 when there is no hold that the actor may see. p_after is the last event_number of the page before; p_limit 1 to 1000.';
