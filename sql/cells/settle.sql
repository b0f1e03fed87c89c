-- Tell the payer's cell what became of a transfer: done, or the money comes back.
CREATE OR REPLACE FUNCTION ledger.settle(
    p_transfer_id uuid,
    p_incoming_transaction_id uuid DEFAULT NULL,
    p_failure_code text DEFAULT NULL,
    p_failure_detail jsonb DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.outgoing_transfers
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
    v_transfer ledger_private.outgoing_transfer;
    v_return_id uuid;
    v_shown ledger.outgoing_transfers;
BEGIN
    PERFORM ledger_private.require_short('failure_code', p_failure_code);
    PERFORM ledger_private.require_small('failure_detail', p_failure_detail);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    IF num_nonnulls(p_incoming_transaction_id, p_failure_code) <> 1 THEN
        PERFORM ledger_private.raise_error('LG108', jsonb_build_object(
            'missing', ARRAY['incoming_transaction_id', 'failure_code']
        ));
    ELSIF NOT EXISTS (
        SELECT FROM ledger.errors AS e WHERE e.code = p_failure_code
    ) AND p_failure_code IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "failure_code"}');
    END IF;
    SELECT o.* INTO v_transfer
    FROM ledger_private.outgoing_transfer AS o
    WHERE o.transfer_id = p_transfer_id
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG035', jsonb_build_object(
            'transfer_id', p_transfer_id
        ));
    ELSIF v_transfer.status <> 'PENDING' THEN
        IF (v_transfer.incoming_transaction_id, v_transfer.failure_code)
            IS DISTINCT FROM (p_incoming_transaction_id, p_failure_code)
        THEN
            PERFORM ledger_private.raise_error('LG309', jsonb_build_object(
                'transfer_id', p_transfer_id, 'status', v_transfer.status
            ));
        END IF;
        PERFORM ledger_private.tell_replay();
        RETURN NEXT ledger_private.show_outgoing(p_transfer_id);
        RETURN;
    END IF;

    IF p_failure_code IS NOT NULL THEN
        v_return_id := ledger_private.return_transfer(v_transfer, p_failure_code, v_actor);
    END IF;
    UPDATE ledger_private.outgoing_transfer AS o
    SET status = CASE WHEN v_return_id IS NULL THEN 'COMPLETED' ELSE 'RETURNED' END,
        incoming_transaction_id = p_incoming_transaction_id,
        return_transaction_id = v_return_id,
        failure_code = p_failure_code,
        failure_detail = p_failure_detail,
        decided_at = greatest(clock_timestamp(), o.created_at)
    WHERE o.transfer_id = p_transfer_id;
    v_shown := ledger_private.show_outgoing(p_transfer_id);
    PERFORM ledger_private.note_act(
        'outgoing_transfer.' || lower(v_shown.status), v_shown.user_id, v_shown.from_account_id,
        to_jsonb(v_shown), v_actor
    );
    RETURN NEXT v_shown;
END
$function$;

COMMENT ON FUNCTION ledger.settle(uuid, uuid, text, jsonb, ledger.actor) IS
'Make a PENDING transfer to another cell COMPLETED, with the transaction there that paid it (p_incoming_transaction_id), or RETURNED, with the code and the fields of the refusal there: then the payer gets the money back as a reversal, or house:suspense:<CURRENCY> gets it when the payers account cannot take it. One of the two is given (LG108). LG035 for an unknown transfer, LG309 when it was settled otherwise. For what carries transfers between cells, zerosum work among them; operators only. Safe to repeat. Locks the transfer, then the accounts of the return in id order.';
