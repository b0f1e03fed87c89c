-- Read what has been committed, in an order that misses nothing.
-- Only the index in commit order leads to rows, and the sort within one xact_id stops with
-- the page: it costs the same however far a relay is behind.
CREATE OR REPLACE FUNCTION ledger.list_events(
    p_after_xact bigint DEFAULT NULL,
    p_after_transaction_id uuid DEFAULT NULL,
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
    v_horizon bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    v_after bigint := least(greatest(p_after_xact, 0), v_horizon);
    v_after_id uuid := coalesce(p_after_transaction_id, '00000000-0000-0000-0000-000000000000');
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    PERFORM ledger_private.require_page_size(p_limit);

    -- Below the horizon every transaction has ended, so nothing can appear there later.
    RETURN QUERY
    SELECT e.*
    FROM ledger.events AS e
    WHERE e.xact_id >= v_after
        AND e.xact_id < v_horizon
        AND (e.xact_id, e.transaction_id) > (v_after, v_after_id)
    ORDER BY e.xact_id, e.transaction_id
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_events(bigint, uuid, integer, ledger.actor) IS
'Committed transactions with the balances they led to, in (xact_id, transaction_id) order. Give the last row''s two values to go on: no event is missed and none comes twice. Events of different accounts come in the order of their database transactions; within one account from_account_version and to_account_version count without gaps.';
