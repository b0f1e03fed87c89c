-- Pay to an account of another cell: the money leaves the payer, and what the other cell is owed
-- is on file, in one commit.
CREATE OR REPLACE FUNCTION ledger.pay_out(
    p_from_account_id uuid,
    p_to_account_id uuid,
    p_cell_number integer,
    p_amount numeric,
    p_currency text DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
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
    v_request ledger.transfer_request;
    v_link ledger_private.posting_link;
    v_item ledger_private.posting_item;
    v_currency text;
    v_digest bytea;
    v_sent_id uuid;
BEGIN
    PERFORM ledger_private.require_short(
        'currency', p_currency, 'idempotency_key', p_idempotency_key,
        'description', p_description
    );
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger_private.require_permission(v_actor, 'post');
    v_request.from_account_id := p_from_account_id;
    v_request.to_account_id := p_to_account_id;
    v_request.amount := p_amount;
    v_request.currency := p_currency;
    v_request.idempotency_key := p_idempotency_key;
    v_request.description := p_description;
    v_request.metadata := p_metadata;
    v_request.transaction_type := 'transfer';
    PERFORM ledger_private.require_formed(v_request);
    IF num_nulls(p_from_account_id, p_to_account_id, p_amount) > 0 THEN
        PERFORM ledger_private.raise_error(
            'LG108', ledger_private.fault_detail('LG108', v_request, NULL, NULL)
        );
    END IF;
    v_currency := (
        SELECT a.currency FROM ledger_private.account AS a
        WHERE a.account_id = p_from_account_id
    );
    -- Of what was asked, so that a retry finds it wherever the two accounts are by then.
    v_digest := ledger_private.request_digest(v_request, coalesce(p_currency, v_currency));
    v_sent_id := ledger_private.sent_before(p_idempotency_key, v_digest, v_actor);
    IF v_sent_id IS NOT NULL THEN
        RETURN NEXT ledger_private.show_outgoing(v_sent_id);
        RETURN;
    END IF;
    PERFORM ledger_private.require_peer(p_cell_number);
    IF v_currency IS NULL THEN
        PERFORM ledger_private.raise_error('LG001', jsonb_build_object(
            'account_id', p_from_account_id
        ));
    ELSIF ledger_private.is_clearing(p_from_account_id) THEN
        PERFORM ledger_private.raise_error('LG203', jsonb_build_object(
            'account_id', p_from_account_id
        ));
    END IF;

    v_link.transaction_id := ledger_private.transfer_id(p_from_account_id, p_from_account_id);
    IF p_idempotency_key IS NOT NULL THEN
        INSERT INTO ledger_private.idempotency_key (
            user_id, resource_id, request_digest, idempotency_key
        )
        VALUES (
            coalesce(v_actor.user_id, 0), v_link.transaction_id, v_digest, p_idempotency_key
        )
        ON CONFLICT (user_id, idempotency_key) DO NOTHING;
        IF NOT FOUND THEN
            RETURN NEXT ledger_private.show_outgoing(
                ledger_private.sent_before(p_idempotency_key, v_digest, v_actor)
            );
            RETURN;
        END IF;
    END IF;

    v_link.clearing_account_id := ledger_private.clearing_account(
        p_cell_number, v_currency, p_from_account_id
    );
    v_request.to_account_id := v_link.clearing_account_id;
    v_item := ledger_private.post_one(v_request, v_actor, v_link);
    IF v_item.status = 'FAILED' THEN
        PERFORM ledger_private.raise_error(v_item.failure_code, v_item.failure_detail);
    END IF;
    INSERT INTO ledger_private.outgoing_transfer (
        transfer_id, from_account_id, to_account_id, user_id, created_at, cell_number, amount,
        currency, status
    )
    VALUES (
        v_item.transaction_id, p_from_account_id, p_to_account_id, v_item.user_id,
        v_item.created_at, p_cell_number, p_amount, v_currency, 'PENDING'
    );
    RETURN NEXT ledger_private.show_outgoing(v_item.transaction_id);
END
$function$;

COMMENT ON FUNCTION ledger.pay_out(
    uuid, uuid, integer, numeric, text, text, text, jsonb, ledger.actor
) IS
'Pay p_amount from an account of this cell to an account of the cell p_cell_number (LG034): the payer is debited now, the transfer is PENDING until ledger.pay_in has paid the payee there and ledger.settle has told it here. zerosum work sees to both. Refused here as ledger.post_transfer refuses; the money comes back when the other cell refuses. Safe to repeat with the same p_idempotency_key: the transfer as it is by then comes again; another request under it raises LG301. Locks the account that pays and the one that stands for the other cell, in id order.';
