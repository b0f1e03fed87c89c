-- Read what has been committed, in an order that misses nothing.
-- Only the key of positions leads to rows: it costs the same however far a relay is behind.
CREATE OR REPLACE FUNCTION ledger.list_events(
    p_after_position bigint DEFAULT NULL,
    p_feed_id uuid DEFAULT NULL,
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.events
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_after bigint := greatest(p_after_position, 0);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    PERFORM ledger_private.require_cursor(
        p_after_position, p_feed_id, ledger_private.number_events(false)
    );

    RETURN QUERY
    SELECT e.*
    FROM ledger.events AS e
    WHERE e.event_position > v_after
        AND e.event_position <= v_after + p_limit
    ORDER BY e.event_position
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_events(bigint, uuid, integer, ledger.actor) IS
'What was committed, transactions with the balances they led to and acts with their objects, by its position in the feed, which counts from 1 without gap. Give the last row''s event_position and feed_id to go on: no event is missed and none comes twice. Numbers first what has been committed since, unless another session is doing that or the database transaction cannot write; then it reads what is numbered. Call it in a database transaction of its own: numbering is kept from others until it ends. LG320 for a cursor of another history, as after the restore of an old dump. Within one account from_account_version and to_account_version ascend.';
