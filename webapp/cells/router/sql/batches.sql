-- Many transfers: those of one cell go there together, those between cells one by one.
CREATE FUNCTION ledger_router.send_item(
    p_transfer ledger.transfer_request,
    p_number integer,
    p_actor ledger.actor
)
RETURNS ledger.transfer_result
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_sent ledger.outgoing_transfers;
    v_result ledger.transfer_result;
    v_detail text;
BEGIN
    v_result.item_number := p_number;
    v_result.from_account_id := p_transfer.from_account_id;
    v_result.to_account_id := p_transfer.to_account_id;
    v_result.amount := p_transfer.amount;
    v_result.currency := p_transfer.currency;
    v_result.idempotency_key := p_transfer.idempotency_key;
    v_result.description := p_transfer.description;
    v_result.metadata := p_transfer.metadata;
    v_result.transaction_type := 'transfer';
    v_result.is_replay := false;
    BEGIN
        PERFORM set_config('ledger.is_replay', '', true);
        v_sent := ledger_router.send(p_transfer, p_actor);
        v_result.is_replay := current_setting('ledger.is_replay', true) = 'true';
        v_result.transaction_id := v_sent.transfer_id;
        v_result.status := v_sent.status;
        v_result.amount := v_sent.amount;
        v_result.currency := v_sent.currency;
        v_result.user_id := v_sent.user_id;
        v_result.effective_at := v_sent.created_at;
        v_result.created_at := v_sent.created_at;
        IF v_sent.status = 'RETURNED' THEN
            v_result.status := 'FAILED';
            v_result.failure_code := v_sent.failure_code;
            v_result.failure_detail := v_sent.failure_detail;
        END IF;
    EXCEPTION WHEN OTHERS THEN
        IF SQLSTATE NOT LIKE 'LG%' THEN
            RAISE;
        END IF;
        GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
        v_result.status := 'FAILED';
        v_result.failure_code := SQLSTATE;
        v_result.failure_detail := v_detail::jsonb;
        v_result.created_at := clock_timestamp();
    END;
    v_result.failure_name := (
        SELECT e.name FROM ledger.errors AS e WHERE e.code = v_result.failure_code
    );
    RETURN v_result;
END
$function$;

-- The cell of each item, -1 between two.
CREATE FUNCTION ledger_router.cells_of(p_transfers ledger.transfer_request[])
RETURNS integer[]
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ARRAY(
        SELECT coalesce(ledger_router.cell_of_transfer(
            (p_transfers[n]).from_account_id, (p_transfers[n]).to_account_id
        ), -1)
        FROM generate_subscripts(p_transfers, 1) AS n
        ORDER BY n
    )
$function$;

CREATE FUNCTION ledger_router.post_items(
    p_transfers ledger.transfer_request[],
    p_cells integer[],
    p_actors ledger.actor[],
    p_actor ledger.actor
)
RETURNS SETOF ledger.transfer_result
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_results ledger.transfer_result[];
    v_result ledger.transfer_result;
    v_numbers integer[];
    v_cell integer;
    v_first integer := 1;
    v_last integer;
BEGIN
    WHILE v_first <= cardinality(p_cells) LOOP
        v_last := v_first;
        IF p_cells[v_first] = -1 THEN
            v_results[v_first] := ledger_router.send_item(
                p_transfers[v_first], v_first, coalesce(p_actors[v_first], p_actor)
            );
        ELSE
            -- What lies between two that go across commutes, cell by cell.
            WHILE p_cells[v_last + 1] <> -1 LOOP
                v_last := v_last + 1;
            END LOOP;
            FOR v_cell IN SELECT DISTINCT c FROM unnest(p_cells[v_first:v_last]) AS c ORDER BY c LOOP
                v_numbers := ARRAY(
                    SELECT n FROM generate_series(v_first, v_last) AS n
                    WHERE p_cells[n] = v_cell ORDER BY n
                );
                FOR v_result IN SELECT r.* FROM ledger_router.post_some(
                    v_cell, ARRAY(SELECT p_transfers[n] FROM unnest(v_numbers) AS n ORDER BY n),
                    CASE WHEN p_actors IS NOT NULL THEN
                        ARRAY(SELECT p_actors[n] FROM unnest(v_numbers) AS n ORDER BY n)
                    END, p_actor
                ) AS r LOOP
                    v_result.item_number := v_numbers[v_result.item_number];
                    v_results[v_result.item_number] := v_result;
                END LOOP;
            END LOOP;
        END IF;
        v_first := v_last + 1;
    END LOOP;
    RETURN QUERY SELECT r.* FROM unnest(v_results) AS r ORDER BY r.item_number;
END
$function$;

CREATE FUNCTION ledger_router.post_some(
    p_cell integer,
    p_transfers ledger.transfer_request[],
    p_actors ledger.actor[],
    p_actor ledger.actor
)
RETURNS SETOF ledger.transfer_result
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF p_actors IS NULL THEN
        RETURN QUERY SELECT r.* FROM ledger_router.ask_post_transfers(
            p_cell, p_transfers, false, NULL, p_actor
        ) AS r;
    ELSE
        RETURN QUERY SELECT r.* FROM ledger_router.ask_post_gathered(
            p_cell, p_transfers, p_actors, p_actor
        ) AS r;
    END IF;
END
$function$;
