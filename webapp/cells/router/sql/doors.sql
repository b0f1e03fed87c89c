-- The doors through which many transfers go.
CREATE FUNCTION ledger.post_transfers() AS $function$
DECLARE
    v_cells integer[] := ledger_router.cells_of(p_transfers);
    v_transfer ledger.transfer_request;
BEGIN
    PERFORM ledger_router.require_alone('post_transfers');
    IF (v_cells[1] = ALL (v_cells) AND v_cells[1] <> -1) IS NOT FALSE
        OR cardinality(p_transfers) NOT BETWEEN 1 AND 10000
        OR array_lower(p_transfers, 1) <> 1
    THEN
        RETURN QUERY SELECT r.* FROM ledger_router.ask_post_transfers(
            coalesce(nullif(v_cells[1], -1), ledger_router.first_cell()), p_transfers, p_atomic,
            p_idempotency_key, p_actor
        ) AS r;
        RETURN;
    ELSIF p_atomic THEN
        PERFORM ledger_router.raise_error('LG280', '{"field": "atomic"}');
    END IF;
    FOR n IN 1 .. cardinality(p_transfers) LOOP
        v_transfer := p_transfers[n];
        v_transfer.idempotency_key := coalesce(
            v_transfer.idempotency_key, p_idempotency_key || '/' || n
        );
        p_transfers[n] := v_transfer;
    END LOOP;
    RETURN QUERY SELECT r.* FROM ledger_router.post_items(
        p_transfers, v_cells, NULL, p_actor
    ) AS r;
END
$function$;

CREATE FUNCTION ledger.post_transfers_json() AS $function$
DECLARE
    v_transfers ledger.transfer_request[];
BEGIN
    PERFORM ledger_router.require_alone('post_transfers_json');
    BEGIN
        v_transfers := ARRAY(
            SELECT r
            FROM jsonb_populate_recordset(NULL::ledger.transfer_request, p_transfers) AS r
        );
    EXCEPTION WHEN OTHERS THEN
        v_transfers := NULL; -- a cell says what is wrong
    END;
    IF v_transfers IS NULL OR cardinality(v_transfers) = 0 OR EXISTS (
        SELECT FROM jsonb_array_elements(p_transfers) AS i
        CROSS JOIN LATERAL jsonb_object_keys(i) AS k
        WHERE k NOT IN (
            'from_account_id', 'to_account_id', 'amount', 'currency', 'idempotency_key',
            'description', 'metadata', 'effective_at', 'transaction_type', 'expected_version'
        )
    ) THEN
        RETURN QUERY SELECT r.* FROM ledger_router.ask_post_transfers_json(
            ledger_router.first_cell(), p_transfers, p_atomic, p_idempotency_key, p_actor
        ) AS r;
        RETURN;
    END IF;
    RETURN QUERY SELECT r.* FROM ledger.post_transfers(
        v_transfers, p_atomic, p_idempotency_key, p_actor
    ) AS r;
END
$function$;

CREATE FUNCTION ledger_gateway.post_gathered() AS $function$
DECLARE
    v_cells integer[] := ledger_router.cells_of(p_transfers);
BEGIN
    PERFORM ledger_router.require_alone('post_gathered');
    IF cardinality(p_transfers) BETWEEN 1 AND 10000 AND array_lower(p_transfers, 1) = 1
        AND cardinality(p_actors) <= cardinality(p_transfers)
    THEN
        RETURN QUERY SELECT r.* FROM ledger_router.post_items(
            p_transfers, v_cells, p_actors, p_actor
        ) AS r;
    ELSE
        RETURN QUERY SELECT r.* FROM ledger_router.ask_post_gathered(
            ledger_router.first_cell(), p_transfers, p_actors, p_actor
        ) AS r;
    END IF;
END
$function$;
