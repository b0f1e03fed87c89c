-- The doors through which one transfer goes.
CREATE FUNCTION ledger.post_transfer() AS $function$
DECLARE
    v_cell integer := ledger_router.cell_of_transfer(p_from_account_id, p_to_account_id);
    v_transfer ledger.transfer_request;
    v_sent ledger.outgoing_transfers;
BEGIN
    PERFORM ledger_router.require_alone('post_transfer');
    IF v_cell IS NOT NULL THEN
        RETURN QUERY
        SELECT t.*
        FROM ledger_router.ask_post_transfer(
            v_cell, p_from_account_id, p_to_account_id, p_amount, p_currency, p_idempotency_key,
            p_description, p_metadata, p_effective_at, p_transaction_type, p_expected_version,
            p_actor
        ) AS t;
        RETURN;
    END IF;
    v_transfer := ROW(
        p_from_account_id, p_to_account_id, p_amount, p_currency, p_idempotency_key,
        p_description, p_metadata, p_effective_at, p_transaction_type, p_expected_version
    );
    v_sent := ledger_router.send(v_transfer, p_actor);
    IF v_sent.status = 'RETURNED' THEN
        PERFORM ledger_router.raise_error(v_sent.failure_code, v_sent.failure_detail);
    END IF;
    RETURN NEXT ledger_router.sent_transaction(v_sent, v_transfer, p_actor);
END
$function$;

CREATE FUNCTION ledger.transfer() AS $function$
BEGIN
    RETURN (
        SELECT t.transaction_id
        FROM ledger.post_transfer(
            p_from_account_id, p_to_account_id, p_amount, p_currency, p_idempotency_key,
            p_description, p_metadata, p_effective_at, p_transaction_type, p_expected_version,
            p_actor
        ) AS t
    );
END
$function$;
