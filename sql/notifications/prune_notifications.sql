-- Forget messages that are long done with.
CREATE OR REPLACE FUNCTION ledger.prune_notifications(
    p_keep interval DEFAULT '90 days',
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_pruned bigint;
BEGIN
    PERFORM ledger_private.require_permission(ledger_private.resolve_actor(p_actor), 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    IF (p_keep BETWEEN '7 days' AND '36500 days') IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'keep', 'at_least', '7 days', 'at_most', '36500 days'
        ));
    END IF;
    DELETE FROM ledger_private.notification AS n
    WHERE n.notification_id IN (
        SELECT o.notification_id
        FROM ledger_private.notification AS o
        WHERE o.finished_at < clock_timestamp() - p_keep
        ORDER BY o.finished_at
        LIMIT p_limit
        FOR UPDATE SKIP LOCKED
    );
    GET DIAGNOSTICS v_pruned = ROW_COUNT;
    RETURN v_pruned;
END
$function$;

COMMENT ON FUNCTION ledger.prune_notifications(interval, integer, ledger.actor) IS
'Remove up to p_limit (1 to 1000) messages that were sent or given up p_keep ago (7 days at the least), and return how many. An event is not told again: the consumer is past it. zerosum work does it. Safe to repeat.';
