-- Read what has been committed, in an order that misses nothing.
-- Only the key of positions leads to rows: it costs the same however far a relay is behind.
CREATE OR REPLACE FUNCTION ledger.list_events(
    p_after_position bigint DEFAULT NULL,
    p_feed_id uuid DEFAULT NULL,
    p_limit integer DEFAULT 1000,
    p_event_types text[] DEFAULT NULL,
    p_account_id uuid DEFAULT NULL,
    p_account_code text DEFAULT NULL,
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
    v_through bigint;
    v_rows bigint;
    v_types text[];
    v_account_id uuid;
    v_mark ledger.events;
BEGIN
    PERFORM ledger_private.require_short('account_code', p_account_code);
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    v_types := CASE WHEN p_event_types IS NOT NULL
        THEN ledger_private.event_types_like(p_event_types) END;
    v_account_id := ledger_private.listed_account(p_account_id, p_account_code, v_actor);
    PERFORM ledger_private.require_cursor(
        p_after_position, p_feed_id, ledger_private.number_events(false)
    );

    IF v_types IS NULL AND v_account_id IS NULL THEN
        RETURN QUERY
        SELECT e.*
        FROM ledger.events AS e
        WHERE e.event_position > v_after
            AND e.event_position <= v_after + p_limit
        ORDER BY e.event_position
        LIMIT p_limit;
        RETURN;
    END IF;

    -- So much is looked through at once, whatever is found in it.
    v_mark.event_position := (ledger_private.last_pass()).last_position;
    v_through := v_after + 10000;
    IF v_account_id IS NOT NULL THEN
        PERFORM ledger_private.require_account(v_account_id, v_actor);
        v_through := (
            SELECT CASE count(*) WHEN 10000 THEN max(p.event_position) END
            FROM (
                SELECT a.event_position
                FROM ledger_audit.feed_account AS a
                WHERE a.account_id = v_account_id AND a.event_position > v_after
                ORDER BY a.event_position
                LIMIT 10000
            ) AS p
        );
    END IF;
    v_mark.event_position := least(v_mark.event_position, v_through);
    IF v_account_id IS NULL THEN
        RETURN QUERY
        SELECT e.*
        FROM ledger.events AS e
        WHERE e.event_position > v_after
            AND e.event_position <= v_mark.event_position
            AND e.event_type = ANY (v_types)
        ORDER BY e.event_position
        LIMIT p_limit;
    ELSE
        RETURN QUERY
        SELECT e.*
        FROM ledger_audit.feed_account AS a
        CROSS JOIN LATERAL (
            SELECT v.* FROM ledger.events AS v WHERE v.event_position = a.event_position
        ) AS e
        WHERE a.account_id = v_account_id
            AND a.event_position > v_after
            AND a.event_position <= v_mark.event_position
            AND (v_types IS NULL OR e.event_type = ANY (v_types))
        ORDER BY a.event_position
        LIMIT p_limit;
    END IF;
    GET DIAGNOSTICS v_rows = ROW_COUNT;
    IF v_rows < p_limit AND v_mark.event_position > v_after THEN
        v_mark.feed_id := (ledger_private.last_pass()).feed_id;
        RETURN NEXT v_mark;
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger.list_events(
    bigint, uuid, integer, text[], uuid, text, ledger.actor
) IS
'What was committed, transactions with the balances they led to and acts with their objects, by its position in the feed, which counts from 1 without gap. Give the last row''s event_position and feed_id to go on: no event is missed and none comes twice. Numbers first what has been committed since, unless another session is doing that or the database transaction cannot write; then it reads what is numbered. Call it in a database transaction of its own: numbering is kept from others until it ends. p_event_types (types of ledger.event_types, or prefix.*; LG109 for others), p_account_id and p_account_code (LG001) narrow it; at most 10,000 positions, or events of the account, are then looked through. When fewer than p_limit of them fit, one more row comes last, a mark, with nothing but event_position and feed_id: so far there is no other, go on behind it. LG320 for a cursor of another history, as after the restore of an old dump. Within one account from_account_version and to_account_version ascend.';
