-- Post many transfers in one call: the door every posting goes through.
-- Generic plans through keys, also when they were made while the tables were small:
-- planning anew buys nothing, and a plan that scans would grow with the ledger.
CREATE OR REPLACE FUNCTION ledger.post_transfers(
    p_transfers ledger.transfer_request[],
    p_atomic boolean DEFAULT false,
    p_idempotency_key text DEFAULT NULL,
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
    v_call ledger_private.idempotency_key;
    v_posted_id uuid;
BEGIN
    PERFORM ledger_private.require_short('idempotency_key', p_idempotency_key);
    PERFORM ledger_private.require_permission(v_actor, 'post');
    PERFORM ledger_private.require_batch_size(cardinality(p_transfers));
    IF p_idempotency_key IS NOT NULL THEN
        p_transfers := ledger_private.keyed_transfers(p_transfers, p_idempotency_key);
        v_call := ledger_private.begin_call(
            'post_transfers', ROW(
                ledger_private.batch_digest(p_transfers), coalesce(p_atomic, false)
            ),
            p_idempotency_key, v_actor
        );
    END IF;

    IF p_atomic THEN
        v_items := ledger_private.post_atomically(p_transfers, v_actor);
    ELSIF array_upper(p_transfers, 1) = 1 AND cardinality(p_transfers) = 1 THEN
        v_items[1] := ledger_private.post_one(p_transfers[1], v_actor);
    ELSE
        v_items := ledger_private.post_batch(p_transfers, v_actor);
    END IF;
    IF p_idempotency_key IS NOT NULL AND v_call.resource_id IS NULL THEN
        SELECT i.transaction_id INTO v_posted_id
        FROM unnest(v_items) AS i
        WHERE i.status = 'COMPLETED'
        ORDER BY i.item_number
        LIMIT 1;
        IF FOUND THEN
            PERFORM ledger_private.end_call(v_call, v_posted_id);
        END IF;
    END IF;
    RETURN QUERY SELECT * FROM ledger_private.transfer_results(v_items, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger.post_transfers(
    ledger.transfer_request[], boolean, text, ledger.actor
) IS
'Post 1 to 10000 transfers; one result per item, in order. An item sees the effect of earlier items; a refused item does not affect its neighbours, but with p_atomic one refusal refuses all and leaves nothing. A refusal by a rule (LG2xx, LG302) is recorded as a FAILED transaction; a malformed item is only reported. No refusal keeps its idempotency key: the item may be asked for again under it. Safe to repeat with the same idempotency keys. p_idempotency_key is the key of the batch as a whole: once any of it has posted, another batch under it, with an item changed, added, left out or moved, is refused with LG301 and nothing of it is posted; an item without a key of its own gets that key, a slash and its number. Without it each item is a request of its own. Locks the idempotency keys, then the accounts in id order.';
