-- Settle all open holds of a group together, or none.
CREATE OR REPLACE FUNCTION ledger.capture_group(
    p_group_id uuid,
    p_description text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transactions
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_call ledger_private.idempotency_key;
    v_hold ledger_private.hold;
    v_transfer ledger.transfer_request;
    v_transfers ledger.transfer_request[];
    v_link ledger_private.posting_link;
    v_links ledger_private.posting_link[];
BEGIN
    PERFORM ledger_private.require_short(
        'description', p_description, 'idempotency_key', p_idempotency_key
    );
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger_private.require_permission(v_actor, 'post');
    v_call := ledger_private.begin_call(
        'capture_group', ROW(p_group_id, p_description, p_metadata), p_idempotency_key, v_actor
    );
    IF v_call.resource_id IS NULL THEN
        FOREACH v_hold IN ARRAY ledger_private.lock_group_holds(
            p_group_id, false, v_actor
        ) LOOP
            IF v_hold.to_account_id IS NULL THEN
                PERFORM ledger_private.raise_error('LG108', jsonb_build_object(
                    'missing', ARRAY['to_account_id'], 'hold_id', v_hold.hold_id
                ));
            END IF;
            v_hold.to_account_id := ledger_private.successor_of(v_hold.to_account_id);
            v_link.transaction_id := ledger_private.transfer_id(
                v_hold.account_id, v_hold.to_account_id
            );
            v_link.hold_id := v_hold.hold_id;
            v_links := v_links || v_link;
            v_transfer.from_account_id := v_hold.account_id;
            v_transfer.to_account_id := v_hold.to_account_id;
            v_transfer.amount := v_hold.remaining;
            v_transfer.currency := v_hold.currency;
            v_transfer.description := coalesce(p_description, v_hold.description);
            v_transfer.metadata := p_metadata;
            v_transfer.transaction_type := 'capture';
            v_transfers := v_transfers || v_transfer;
            PERFORM ledger_private.take_from_hold(
                ledger_private.lock_account(v_hold.account_id), v_hold, v_hold.remaining,
                true, v_link.transaction_id, v_actor
            );
        END LOOP;
        PERFORM ledger_private.post_linked(v_transfers, v_links, v_actor);
        PERFORM ledger_private.end_call(v_call, p_group_id);
    END IF;

    RETURN QUERY
    SELECT s.*
    FROM ledger_private.hold AS h
    JOIN ledger.transactions AS t USING (hold_id)
    CROSS JOIN LATERAL ledger_private.seen_transaction(t, v_actor) AS s
    WHERE h.group_id = p_group_id
    ORDER BY t.transaction_id;
END
$function$;

COMMENT ON FUNCTION ledger.capture_group(uuid, text, jsonb, text, ledger.actor) IS
'Post all that remains of every open hold of the group to its payee, in one step: all are posted, or none. Returns every capture of the group''s holds. Raises LG007, LG108 (a hold has no payee), LG220 (no hold is open), LG221 (a hold has expired), and what ledger.post_transfer raises. Safe to repeat with the same p_idempotency_key. Locks the accounts, then the holds.';
