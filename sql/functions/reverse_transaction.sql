-- Give the money of a transaction back, all that remains of it or a part.
CREATE OR REPLACE FUNCTION ledger.reverse_transaction(
    p_transaction_id uuid,
    p_amount numeric DEFAULT NULL,
    p_reason text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.transactions
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_scope bigint := coalesce(v_actor.user_id, 0);
    v_digest bytea := ledger_private.call_digest(
        'reverse_transaction', p_transaction_id::text, trim_scale(p_amount)::text, p_reason,
        p_metadata::text
    );
    v_reversal_id uuid;
    v_original ledger_private.transaction;
    v_amount numeric;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'post');
    v_reversal_id := ledger_private.claimed_resource(v_scope, p_idempotency_key, v_digest);
    IF v_reversal_id IS NOT NULL THEN
        RETURN ledger_private.show_transaction(v_reversal_id);
    END IF;
    PERFORM ledger.get_transaction(p_transaction_id, p_actor);
    v_original := ledger_private.lock_reversible(p_transaction_id, v_actor);

    v_amount := ledger_private.amount_to_reverse(v_original, p_amount);
    v_reversal_id := ledger_private.new_id();
    PERFORM ledger_private.post_linked(
        ARRAY[ROW(
            v_original.to_account_id, v_original.from_account_id, v_amount,
            v_original.currency, p_idempotency_key, p_reason, p_metadata, NULL, 'reversal',
            NULL
        )::ledger.transfer_request],
        ARRAY[ROW(v_reversal_id, NULL, p_transaction_id)::ledger_private.posting_link],
        v_actor
    );
    PERFORM ledger_private.keep_key(v_scope, p_idempotency_key, v_digest, v_reversal_id);
    RETURN ledger_private.show_transaction(v_reversal_id);
END
$function$;

COMMENT ON FUNCTION ledger.reverse_transaction(
    uuid, numeric, text, jsonb, text, ledger.actor
) IS
'Pay p_amount of a transaction back from whoever received it (NULL: all that is not reversed yet), as a new transaction of today with its reverses_transaction_id. Any number of times, never more than the original in all (LG224). A customer reverses what it received (LG206). LG002, LG225 (never posted), LG226 (is a reversal itself), and what ledger.post_transfer refuses, LG201 when the receiver no longer has the money. The same p_idempotency_key and request gives the first answer again. Locks the original, then the accounts.';
