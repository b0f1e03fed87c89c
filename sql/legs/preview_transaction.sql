-- Say what a transaction would do, and do nothing.
CREATE OR REPLACE FUNCTION ledger.preview_transaction(
    p_entries ledger.entry_request[],
    p_total numeric DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_effective_at timestamptz DEFAULT NULL,
    p_transaction_type text DEFAULT 'transaction',
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transaction_result
LANGUAGE plpgsql
STABLE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_request ledger.transaction_request;
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
    RETURN QUERY SELECT * FROM ledger_private.transaction_results(
        ledger_private.preview_legs(
            ledger_private.examine_transactions(ARRAY[v_request], v_actor), v_actor
        ),
        v_actor
    );
END
$function$;

COMMENT ON FUNCTION ledger.preview_transaction(
    ledger.entry_request[], numeric, text, text, jsonb, timestamptz, text, ledger.actor
) IS
'What ledger.post_transaction with the same arguments would answer at this moment: the entries with the balances that they would lead to, or failure_code and failure_detail; under a key that is known, the first answer (is_replay), or LG301. It decides as posting does, on what it reads: no lock is taken, nothing is written, no key is used up. So it runs in a read-only transaction and on a standby. This is no promise: another posting may come first.';
