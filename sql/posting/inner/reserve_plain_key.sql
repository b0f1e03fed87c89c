-- Reserve the key of one plain transfer, where all that never changes is in order.
CREATE OR REPLACE FUNCTION ledger_private.reserve_plain_key(
    p_request ledger.transfer_request,
    p_actor ledger.actor,
    p_transaction_id uuid
)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    -- What never changes about two accounts can be asked before they are locked.
    INSERT INTO ledger_private.idempotency_key (
        user_id, resource_id, request_digest, idempotency_key
    )
    SELECT
        coalesce(p_actor.user_id, 0), p_transaction_id,
        ledger_private.request_digest(p_request, f.currency), p_request.idempotency_key
    FROM ledger_private.account AS f, ledger_private.account AS o
    WHERE f.account_id = p_request.from_account_id
        AND o.account_id = p_request.to_account_id
        AND (o.currency = f.currency) IS TRUE
        AND f.currency = coalesce(p_request.currency, f.currency)
        AND ledger_private.amount_fault(p_request.amount, f.minor_units) IS NULL
        AND (p_actor.role <> 'customer' OR f.user_id = p_actor.user_id)
    ON CONFLICT (user_id, idempotency_key) DO NOTHING;
    RETURN FOUND;
END
$function$;

COMMENT ON FUNCTION ledger_private.reserve_plain_key(
    ledger.transfer_request, ledger.actor, uuid
) IS
'Whether the key is reserved for p_transaction_id; false when it was used before, or when something about the request is not plain.';
