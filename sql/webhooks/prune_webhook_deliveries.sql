-- Forget deliveries that were taken long ago.
CREATE OR REPLACE FUNCTION ledger.prune_webhook_deliveries(
    p_older_than interval DEFAULT '30 days',
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $function$
DECLARE
    v_before timestamptz;
    v_pruned bigint;
BEGIN
    PERFORM ledger_private.require_permission(ledger_private.resolve_actor(p_actor), 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    -- Not before the last attempt that there could be, so that nothing under way is forgotten.
    IF (p_older_than BETWEEN '7 days' AND '100 years') IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'older_than', 'at_least', '7 days', 'at_most', '100 years'
        ));
    END IF;
    v_before := clock_timestamp() - p_older_than;
    WITH old AS (
        SELECT d.delivery_id
        FROM ledger_private.webhook_delivery AS d
        JOIN ledger_private.webhook_endpoint AS e USING (endpoint_id)
        WHERE d.delivery_id < ledger_private.id_at(v_before)
            AND d.finished_at < v_before
            AND (d.state = 'DELIVERED' OR (d.state = 'DEAD' AND e.removed_at < v_before))
        ORDER BY d.delivery_id
        LIMIT p_limit
        FOR UPDATE OF d SKIP LOCKED
    )
    DELETE FROM ledger_private.webhook_delivery AS d
    USING old AS o
    WHERE d.delivery_id = o.delivery_id;
    GET DIAGNOSTICS v_pruned = ROW_COUNT;
    RETURN v_pruned;
END
$function$;

COMMENT ON FUNCTION ledger.prune_webhook_deliveries(interval, integer, ledger.actor) IS
'Delete up to p_limit (1 to 1000) deliveries that were made and taken longer than p_older_than ago (7 days at least), and dead ones of endpoints that were removed so long ago; returns how many. Dead ones of other endpoints stay until they are sent again. The log of attempts stays. LG109 for another p_older_than. Safe to repeat. zerosum work does it.';
