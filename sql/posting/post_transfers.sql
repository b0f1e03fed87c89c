-- Post many transfers in one call: the door every posting goes through.
-- Generic plans through keys, also when they were made while the tables were small:
-- planning anew buys nothing, and a plan that scans would grow with the ledger.
CREATE OR REPLACE FUNCTION ledger.post_transfers(
    p_transfers ledger.transfer_request[],
    p_atomic boolean DEFAULT false,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transfer_result
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_items ledger_private.posting_item[];
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'post');
    PERFORM ledger_private.require_batch_size(cardinality(p_transfers));

    IF p_atomic THEN
        v_items := ledger_private.post_atomically(p_transfers, v_actor);
    ELSIF array_upper(p_transfers, 1) = 1 AND cardinality(p_transfers) = 1 THEN
        v_items[1] := ledger_private.post_one(p_transfers[1], v_actor);
    ELSE
        v_items := ledger_private.post_batch(p_transfers, v_actor);
    END IF;
    RETURN QUERY SELECT * FROM ledger_private.transfer_results(v_items, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger.post_transfers(ledger.transfer_request[], boolean, ledger.actor) IS
'Post 1 to 10000 transfers; one result per item, in order. An item sees the effect of earlier items; a refused item does not affect its neighbours, but with p_atomic one refusal refuses all and leaves nothing. A refusal by a rule (LG2xx, LG302) is recorded as a FAILED transaction; a malformed item is only reported. No refusal keeps its idempotency key: the item may be asked for again under it. Safe to repeat with the same idempotency keys. Locks the idempotency keys, then the accounts in id order.';
