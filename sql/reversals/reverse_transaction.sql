-- Give the money of a transaction back, all that remains of it or a part.
CREATE OR REPLACE FUNCTION ledger.reverse_transaction(
    p_transaction_id uuid,
    p_amount numeric DEFAULT NULL,
    p_reason text DEFAULT NULL,
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
    v_original ledger_audit.transaction;
    v_field text;
    v_transfer ledger.transfer_request;
    v_link ledger_private.posting_link;
    v_item ledger_private.posting_item;
BEGIN
    PERFORM ledger_private.require_short('reason', p_reason, 'idempotency_key', p_idempotency_key);
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger_private.require_permission(v_actor, 'post');
    v_call := ledger_private.begin_call(
        'reverse_transaction', ROW(p_transaction_id, p_amount, p_reason, p_metadata),
        p_idempotency_key, v_actor
    );
    IF v_call.resource_id IS NOT NULL THEN
        RETURN NEXT ledger_private.show_transaction(v_call.resource_id, v_actor);
        RETURN;
    END IF;
    PERFORM ledger.get_transaction(p_transaction_id, p_actor);
    v_field := ledger_private.malformed_field(NULL, p_reason, p_metadata, NULL, NULL);
    IF v_field IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', CASE v_field WHEN 'description' THEN 'reason' ELSE v_field END
        ));
    END IF;
    v_original := ledger_private.lock_reversible(p_transaction_id, v_actor);

    IF v_original.leg_account_ids IS NULL THEN
        v_transfer.from_account_id := ledger_private.successor_of(v_original.to_account_id);
        v_transfer.to_account_id := ledger_private.successor_of(v_original.from_account_id);
        v_transfer.amount := ledger_private.amount_to_reverse(v_original, p_amount);
        v_transfer.currency := v_original.currency;
        v_transfer.idempotency_key := p_idempotency_key;
        v_transfer.description := p_reason;
        v_transfer.metadata := p_metadata;
        v_transfer.transaction_type := 'reversal';
        v_link.transaction_id := ledger_private.transfer_id(
            v_transfer.from_account_id, v_transfer.to_account_id
        );
        v_link.reverses_transaction_id := p_transaction_id;
        v_item := (ledger_private.post_linked(ARRAY[v_transfer], ARRAY[v_link], v_actor))[1];
    ELSE
        v_item.reverses_transaction_id := p_transaction_id;
        v_item.idempotency_key := p_idempotency_key;
        v_item.description := p_reason;
        v_item.metadata := p_metadata;
        v_item.transaction_type := 'reversal';
        v_item := ledger_private.reverse_legs(v_original, p_amount, v_item, v_actor);
    END IF;
    PERFORM ledger_private.end_call(v_call, v_item.transaction_id);
    RETURN NEXT ledger_private.show_posted(v_item, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger.reverse_transaction(
    uuid, numeric, text, jsonb, text, ledger.actor
) IS
'Pay p_amount of a transaction (NULL: all that is not reversed yet) back from the account that was paid, or that it was merged into, as a new transaction that names it in reverses_transaction_id. May be called any number of times, never for more than the original in all (LG224). A part of a transaction with many legs is taken from each leg in proportion; one with several currencies can be reversed only as a whole (LG121). A customer may reverse only what it was paid (LG206). Raises LG002, LG225 (never posted), LG226 (is a reversal itself), LG201 when the paid account no longer has the money, and what else ledger.post_transfer raises. Safe to repeat with the same p_idempotency_key: the first answer comes again. Locks the accounts, then the original.';
