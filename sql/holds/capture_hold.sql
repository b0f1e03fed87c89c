-- Settle a hold, or a part of it: post what it set aside.
CREATE OR REPLACE FUNCTION ledger.capture_hold(
    p_hold_id uuid,
    p_amount numeric DEFAULT NULL,
    p_is_final boolean DEFAULT false,
    p_to_account_id uuid DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
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
    v_call ledger_private.idempotency_key;
    v_transaction_id uuid;
    v_hold ledger_private.hold;
    v_to_account_id uuid;
    v_amount numeric;
    v_transfer ledger.transfer_request;
    v_link ledger_private.posting_link;
    v_item ledger_private.posting_item;
BEGIN
    PERFORM ledger_private.require_short(
        'description', p_description, 'idempotency_key', p_idempotency_key
    );
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger_private.require_permission(v_actor, 'post');
    v_call := ledger_private.begin_call(
        'capture_hold', ROW(
            p_hold_id, p_amount, coalesce(p_is_final, false), p_to_account_id, p_description,
            p_metadata
        ),
        p_idempotency_key, v_actor
    );
    IF v_call.resource_id IS NOT NULL THEN
        RETURN NEXT ledger_private.show_transaction(v_call.resource_id, v_actor);
        RETURN;
    END IF;
    v_hold := ledger_private.require_hold(p_hold_id, v_actor);
    v_to_account_id := coalesce(v_hold.to_account_id, p_to_account_id);
    IF v_to_account_id IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', '{"missing": ["to_account_id"]}');
    ELSIF p_to_account_id <> v_to_account_id THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "to_account_id"}');
    END IF;

    v_to_account_id := ledger_private.successor_of(v_to_account_id);

    -- The counters of all limits in one order, before the hold touches its own.
    PERFORM ledger_private.lock_limits(ledger_private.lock_accounts(
        ARRAY[v_hold.account_id, v_to_account_id]
    ));
    v_hold := ledger_private.lock_open_hold(p_hold_id, v_actor);
    v_amount := coalesce(p_amount, v_hold.remaining);

    v_transaction_id := ledger_private.transfer_id(v_hold.account_id, v_to_account_id);
    PERFORM ledger_private.take_from_hold(
        ledger_private.lock_account(v_hold.account_id), v_hold, v_amount, p_is_final,
        v_transaction_id, v_actor
    );
    v_transfer.from_account_id := v_hold.account_id;
    v_transfer.to_account_id := v_to_account_id;
    v_transfer.amount := v_amount;
    v_transfer.currency := v_hold.currency;
    v_transfer.idempotency_key := p_idempotency_key;
    v_transfer.description := coalesce(p_description, v_hold.description);
    v_transfer.metadata := p_metadata;
    v_transfer.transaction_type := 'capture';
    v_link.transaction_id := v_transaction_id;
    v_link.hold_id := p_hold_id;
    v_item := (ledger_private.post_linked(ARRAY[v_transfer], ARRAY[v_link], v_actor))[1];
    PERFORM ledger_private.end_call(v_call, v_transaction_id);
    RETURN NEXT ledger_private.show_posted(v_item, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger.capture_hold(
    uuid, numeric, boolean, uuid, text, jsonb, text, ledger.actor
) IS
'Post p_amount of an open hold (NULL: all that remains) to its payee, or to p_to_account_id when it has none, or to the account that this was merged into; returns the transaction. May be repeated until nothing remains; p_is_final releases the rest. Up to the tolerance, more than remains may be captured if the account has the money (LG201); LG222 above that. Raises LG006, LG220, LG221, and what ledger.post_transfer raises. Safe to repeat with the same p_idempotency_key: the first answer comes again. Locks both accounts, then the hold.';
