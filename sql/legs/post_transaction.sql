-- Move money between any number of accounts at once, or say why not.
CREATE OR REPLACE FUNCTION ledger.post_transaction(
    p_entries ledger.entry_request[],
    p_total numeric DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_effective_at timestamptz DEFAULT NULL,
    p_transaction_type text DEFAULT 'transaction',
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transactions
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_request ledger.transaction_request;
    v_item ledger_private.posting_item;
BEGIN
    PERFORM ledger_private.require_legs(cardinality(p_entries));
    PERFORM ledger_private.require_short(
        'idempotency_key', p_idempotency_key, 'description', p_description,
        'transaction_type', p_transaction_type
    );
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger_private.require_permission(v_actor, 'post');

    v_request.entries := p_entries;
    v_request.total := p_total;
    v_request.idempotency_key := p_idempotency_key;
    v_request.description := p_description;
    v_request.metadata := p_metadata;
    v_request.effective_at := p_effective_at;
    v_request.transaction_type := p_transaction_type;
    v_item := (ledger_private.post_legs(
        ledger_private.examine_transactions(ARRAY[v_request], v_actor), v_actor
    )).items[1];
    -- Raising undoes the record of the refusal too: a script can't run past it.
    IF v_item.status = 'FAILED' THEN
        PERFORM ledger_private.raise_error(v_item.failure_code, v_item.failure_detail);
    END IF;

    RETURN NEXT CASE WHEN v_item.is_replay
        THEN ledger_private.show_transaction(v_item.transaction_id, v_actor)
        ELSE ledger_private.show_posted(v_item, v_actor)
    END;
END
$function$;

COMMENT ON FUNCTION ledger.post_transaction(
    ledger.entry_request[], numeric, text, text, jsonb, timestamptz, text, ledger.actor
) IS
'Post a transaction of 2 to 1000 legs, whole or not at all: in each currency, debits equal credits. A leg (ledger.debit_leg, ledger.credit_leg) is of one kind: fixed (amount); fraction (0 to 1) or percent of amount, or of the transaction''s total when amount is NULL; weight (a part of what is left); rest (all that is left); up_to (debits only: as much as is available, at most amount, in leg order). Parts are rounded by largest remainder, ties to the earlier leg, so that they add up exactly; a leg that comes to nothing is left out. p_total says how much moves where neither side names all its amounts. The legs are posted in their order. Returns the transaction; ledger.list_transaction_entries shows its entries. Raises when refused and leaves nothing: LG130 when the legs do not balance, with the difference per currency; see ledger.errors. Safe to repeat with the same p_idempotency_key: the first answer comes again. Locks all accounts in id order.';
