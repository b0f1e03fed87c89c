-- Post many transactions of any number of legs in one call.
CREATE OR REPLACE FUNCTION ledger.post_transactions(
    p_transactions ledger.transaction_request[],
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transaction_result
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'post');
    PERFORM ledger_private.require_batch_size(cardinality(p_transactions));

    RETURN QUERY SELECT * FROM ledger_private.transaction_results(
        ledger_private.post_legs(
            ledger_private.examine_transactions(p_transactions, v_actor), v_actor
        ),
        v_actor
    );
END
$function$;

COMMENT ON FUNCTION ledger.post_transactions(ledger.transaction_request[], ledger.actor) IS
'Post 1 to 10000 transactions, each of 2 to 1000 legs and whole or not at all; one result per item, in order, with its entries. An item sees the effect of earlier items; a refused item does not affect its neighbours. A refusal by a rule (LG2xx, LG302) is recorded as a FAILED transaction; a malformed item is only reported. No refusal keeps its idempotency key: the item may be asked for again under it. Legs are as in ledger.post_transaction. Safe to repeat with the same idempotency keys. Locks the idempotency keys, then the accounts in id order.';
