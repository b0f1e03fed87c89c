-- Give the money of a refused transfer back.
CREATE OR REPLACE FUNCTION ledger_private.return_transfer(
    p_transfer ledger_private.outgoing_transfer,
    p_failure_code text,
    p_actor ledger.actor
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_request ledger.transfer_request;
    v_link ledger_private.posting_link;
    v_item ledger_private.posting_item;
    v_actor ledger.actor := p_actor;
    v_is_refused boolean;
BEGIN
    -- Whoever tells it, the ledger gives it back.
    v_actor.role := 'database';
    v_actor.scopes := NULL;
    v_request.from_account_id := (
        SELECT t.to_account_id
        FROM ledger_audit.transaction AS t
        WHERE t.transaction_id = p_transfer.transfer_id
    );
    v_request.amount := trim_scale(p_transfer.amount::numeric);
    v_request.currency := p_transfer.currency;
    v_request.description := 'returned by the cell of the payee: ' || p_failure_code;
    v_link.clearing_account_id := v_request.from_account_id;
    FOREACH v_is_refused IN ARRAY ARRAY[false, true] LOOP
        -- What is kept for the payer has not been given back to it.
        v_link.reverses_transaction_id := CASE
            WHEN NOT v_is_refused THEN p_transfer.transfer_id
        END;
        v_request.transaction_type := CASE
            WHEN v_is_refused THEN 'transfer' ELSE 'reversal'
        END;
        v_request.to_account_id := ledger_private.return_account(p_transfer, v_is_refused);
        v_link.transaction_id := ledger_private.transfer_id(
            v_request.from_account_id, v_request.to_account_id
        );
        v_item := ledger_private.post_one(v_request, v_actor, v_link);
        EXIT WHEN v_item.status = 'COMPLETED';
    END LOOP;
    IF v_item.status = 'FAILED' THEN
        PERFORM ledger_private.raise_error(v_item.failure_code, v_item.failure_detail);
    END IF;
    RETURN v_item.transaction_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.return_transfer(
    ledger_private.outgoing_transfer, text, ledger.actor
) IS
'Posts the amount back as a reversal of the transfer, or, where the payer cannot take it, to house:suspense:<CURRENCY>; returns the id of the transaction. The row of p_transfer is locked by the caller.';
