-- Let the ledger keep the place of a reader of the feed.
CREATE OR REPLACE FUNCTION ledger.create_event_consumer(
    p_name text,
    p_after_position bigint DEFAULT NULL,
    p_feed_id uuid DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.event_consumers
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    PERFORM ledger_private.require_consumer_name(p_name);
    PERFORM ledger_private.require_cursor(
        p_after_position, p_feed_id, ledger_private.number_events(false)
    );

    INSERT INTO ledger_private.event_consumer AS c (
        consumer_name, taken_position, created_at, updated_at
    )
    VALUES (p_name, greatest(p_after_position, 0), v_now, v_now)
    ON CONFLICT (consumer_name) DO NOTHING;
    RETURN NEXT (
        SELECT c FROM ledger.event_consumers AS c WHERE c.consumer_name = p_name
    );
END
$function$;

COMMENT ON FUNCTION ledger.create_event_consumer(text, bigint, uuid, ledger.actor) IS
'Name a reader of the feed, whose place the ledger keeps: p_name is 1 to 40 small letters, digits and underscores. It begins behind p_after_position with its p_feed_id, both from ledger.list_events, or at the beginning of the feed. LG320 for a position of another history. A name that there is stays where it is and is returned. Safe to repeat.';
