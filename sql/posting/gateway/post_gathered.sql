-- Post transfers that several actors asked for at the same moment, in one call.
-- Generic plans through keys, as in post_transfers. A row that somebody holds is not
-- waited for long: whoever gathers posts the items one by one instead, so that those
-- with nothing to wait for don't wait.
CREATE OR REPLACE FUNCTION ledger_gateway.post_gathered(
    p_transfers ledger.transfer_request[],
    p_actors ledger.actor[],
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transfer_result
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET lock_timeout = '250ms'
AS $function$
DECLARE
    v_actor ledger.actor;
    v_actors ledger.actor[] := ARRAY[]::ledger.actor[];
    v_refusals jsonb := jsonb '{}';
    v_detail text;
    v_items ledger_private.posting_item[];
    v_item ledger_private.posting_item;
    v_refused integer;
BEGIN
    PERFORM ledger_private.require_short_actor(p_actor);
    IF coalesce(p_actors[1], p_actor) IS NULL THEN
        PERFORM ledger_private.resolve_actor(NULL);
    END IF;
    PERFORM ledger_private.require_batch_size(cardinality(p_transfers));
    IF cardinality(p_actors) > cardinality(p_transfers) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "actors"}');
    END IF;

    FOR v_n IN 1 .. cardinality(p_transfers) LOOP
        -- Who may not post is refused alone: the handler is the point of the block.
        BEGIN
            v_actor := ledger_private.resolve_actor(coalesce(p_actors[v_n], p_actor));
            PERFORM ledger_private.require_permission(v_actor, 'post');
            v_actors[v_n] := v_actor;
        EXCEPTION WHEN OTHERS THEN
            IF SQLSTATE NOT LIKE 'LG%' THEN
                RAISE;
            END IF;
            GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
            v_actors[v_n] := NULL;
            v_refusals := v_refusals || jsonb_build_object(
                v_n, jsonb_build_object('code', SQLSTATE, 'detail', v_detail::jsonb)
            );
        END;
    END LOOP;

    IF cardinality(p_transfers) = 1 AND v_refusals = jsonb '{}' THEN
        v_items[1] := ledger_private.post_one(p_transfers[1], v_actor);
        RETURN QUERY SELECT * FROM ledger_private.transfer_results(v_items, v_actor);
        RETURN;
    END IF;

    v_items := ledger_private.post_batch(p_transfers, NULL, v_actors);
    FOR v_refused IN SELECT k::integer FROM jsonb_object_keys(v_refusals) AS k LOOP
        v_item := v_items[v_refused];
        v_item.failure_code := v_refusals -> v_refused::text ->> 'code';
        v_item.failure_detail := v_refusals -> v_refused::text -> 'detail';
        v_items[v_refused] := v_item;
    END LOOP;
    RETURN QUERY SELECT * FROM ledger_private.transfer_results(v_items, NULL);
END
$function$;

COMMENT ON FUNCTION ledger_gateway.post_gathered(
    ledger.transfer_request[], ledger.actor[], ledger.actor
) IS
'Post transfers as ledger.post_transfers does, for items of different actors: item n is decided, audited and kept under its idempotency key as a call of p_actors[n], or of p_actor where that is NULL. When an actor may not post, only its item is refused. Waits at most 250 ms for a lock; then the call fails as a whole with 55P03 and leaves nothing, and the items should be posted one by one. For the gateway, which answers for its actors.';
