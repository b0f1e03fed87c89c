-- Transfers to other cells that are to be carried on, the oldest first.
CREATE OR REPLACE FUNCTION ledger.list_pending_transfers(
    p_older_than interval DEFAULT '0 seconds',
    p_limit integer DEFAULT 100,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.outgoing_transfers
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.require_page_size(p_limit);
    RETURN QUERY
    SELECT o.*
    FROM ledger.outgoing_transfers AS o
    WHERE o.status = 'PENDING'
        AND o.created_at <= clock_timestamp() - p_older_than
    ORDER BY o.transfer_id
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_pending_transfers(interval, integer, ledger.actor) IS
'Transfers to other cells that are PENDING for p_older_than or longer, the oldest first; p_limit 1 to 1000. What carries them reads them here: each is gone from the list once it is settled. Operators only.';
