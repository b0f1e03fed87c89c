-- Show who reads the feed by name, and how far each has come.
CREATE OR REPLACE FUNCTION ledger.list_event_consumers(p_actor ledger.actor DEFAULT NULL)
RETURNS SETOF ledger.event_consumers
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');

    RETURN QUERY
    SELECT c.*
    FROM ledger.event_consumers AS c
    ORDER BY c.consumer_name;
END
$function$;

COMMENT ON FUNCTION ledger.list_event_consumers(ledger.actor) IS
'All consumers of the feed by name, with their lag in events and their leases.';
