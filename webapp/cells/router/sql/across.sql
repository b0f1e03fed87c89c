-- One transfer, wherever its two accounts are.

-- The cell that posts it; NULL when it goes from one to another.
CREATE FUNCTION ledger_router.cell_of_transfer(p_from_account_id uuid, p_to_account_id uuid)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN ledger_router.cell_of(p_from_account_id) <> ledger_router.cell_of(p_to_account_id)
            THEN NULL
        ELSE coalesce(
            ledger_router.cell_of(p_from_account_id), ledger_router.cell_of(p_to_account_id),
            ledger_router.first_cell()
        )
    END
$function$;

-- Steps two and three. Whatever keeps one from being taken leaves the transfer to the worker.
CREATE FUNCTION ledger_router.finish(p_sent ledger.outgoing_transfers)
RETURNS ledger.outgoing_transfers
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_cell integer := ledger_router.cell_of(p_sent.from_account_id);
    v_taken ledger.incoming_transfers;
    v_settled ledger.outgoing_transfers;
BEGIN
    SELECT i.* INTO v_taken
    FROM ledger_router.carry_pay_in(
        p_sent.cell_number, p_sent.transfer_id, v_cell, p_sent.from_account_id,
        p_sent.to_account_id, p_sent.amount, p_sent.currency, p_sent.description
    ) AS i;
    BEGIN
        SELECT o.* INTO v_settled
        FROM ledger_router.carry_settle(
            v_cell, p_sent.transfer_id, v_taken.transaction_id, v_taken.failure_code,
            v_taken.failure_detail
        ) AS o;
    EXCEPTION WHEN OTHERS THEN
        -- The payee has it, which nothing changes; a return is one when the payer has it back.
        IF v_taken.status = 'PAID' THEN
            p_sent.status := 'COMPLETED';
            p_sent.incoming_transaction_id := v_taken.transaction_id;
            p_sent.decided_at := v_taken.created_at;
        END IF;
        RETURN p_sent;
    END;
    RETURN v_settled;
EXCEPTION WHEN OTHERS THEN
    RETURN p_sent;
END
$function$;

-- Whether a payee would be paid: NULL when it would, or nobody can tell.
CREATE FUNCTION ledger_router.refusal_of(p_to_account_id uuid, p_amount numeric, p_currency text)
RETURNS text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN ledger_router.carry_can_receive(
        ledger_router.cell_of(p_to_account_id), p_to_account_id, p_amount, p_currency
    );
EXCEPTION
    WHEN connection_exception THEN
        RETURN 'away';
    WHEN OTHERS THEN
        RETURN NULL;
END
$function$;

-- A transfer from one cell to another: money that can't arrive is not sent, if that is known.
CREATE FUNCTION ledger_router.send(p_transfer ledger.transfer_request, p_actor ledger.actor)
RETURNS ledger.outgoing_transfers
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_from integer := ledger_router.cell_of(p_transfer.from_account_id);
    v_to integer := ledger_router.cell_of(p_transfer.to_account_id);
    v_refusal text;
    v_sent ledger.outgoing_transfers;
    v_field text := CASE
        WHEN p_transfer.effective_at IS NOT NULL THEN 'effective_at'
        WHEN p_transfer.expected_version IS NOT NULL THEN 'expected_version'
        WHEN coalesce(p_transfer.transaction_type, 'transfer') <> 'transfer' THEN 'transaction_type'
    END;
BEGIN
    IF v_field IS NOT NULL THEN
        PERFORM ledger_router.raise_error('LG280', jsonb_build_object(
            'field', v_field, 'from_cell', v_from, 'to_cell', v_to
        ));
    END IF;
    v_refusal := ledger_router.refusal_of(
        p_transfer.to_account_id, p_transfer.amount, p_transfer.currency
    );
    IF v_refusal IN ('LG001', 'LG203', 'LG204') THEN
        -- Asked by itself: an AND would ask beside a refusal that is NULL too.
        IF NOT ledger_router.knows_key(p_transfer, v_from, p_actor) THEN
            PERFORM ledger_router.raise_error(v_refusal, jsonb_build_object(
                'account_id', p_transfer.to_account_id
            ));
        END IF;
    END IF;
    SELECT o.* INTO v_sent
    FROM ledger_router.ask_pay_out(
        v_from, p_transfer.from_account_id, p_transfer.to_account_id, v_to, p_transfer.amount,
        p_transfer.currency, p_transfer.idempotency_key, p_transfer.description,
        p_transfer.metadata, p_actor
    ) AS o;
    IF v_sent.status = 'PENDING' AND v_refusal IS DISTINCT FROM 'away' THEN
        v_sent := ledger_router.finish(v_sent);
    END IF;
    RETURN v_sent;
END
$function$;

-- Whether something may have been sent under the key: then the payer's cell has the answer.
CREATE FUNCTION ledger_router.knows_key(
    p_transfer ledger.transfer_request,
    p_cell integer,
    p_actor ledger.actor
)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN p_transfer.idempotency_key IS NOT NULL AND EXISTS (
        SELECT FROM ledger_router.ask_list_transactions(
            p_cell, p_account_id => p_transfer.from_account_id,
            p_idempotency_key => p_transfer.idempotency_key, p_limit => 1, p_actor => p_actor
        )
    );
EXCEPTION WHEN OTHERS THEN
    RETURN true;
END
$function$;
