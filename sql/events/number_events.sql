-- Give positions to what has been committed, for whoever waits for it.
CREATE OR REPLACE FUNCTION ledger.number_events(p_actor ledger.actor DEFAULT NULL)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');

    PERFORM ledger_private.number_events(false);
    RETURN (ledger_private.last_pass()).last_position;
END
$function$;

COMMENT ON FUNCTION ledger.number_events(ledger.actor) IS
'Number what has been committed since and has no position in the feed, unless another session is doing that or the database transaction cannot write; returns the last position that there is. Whoever listens to ledger_events is told of new ones. Call it in a database transaction of its own. Safe to repeat.';
