-- Forget a reader of the feed and its place.
CREATE OR REPLACE FUNCTION ledger.remove_event_consumer(
    p_name text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    PERFORM ledger_private.require_consumer_name(p_name);

    DELETE FROM ledger_private.event_consumer AS c WHERE c.consumer_name = p_name;
    RETURN found;
END
$function$;

COMMENT ON FUNCTION ledger.remove_event_consumer(text, ledger.actor) IS
'Forget a consumer, its place and its leases; false when there was none. Its workers are then refused with LG019. Safe to repeat.';
