-- What was posted for a request under its key, if it was.
CREATE OR REPLACE FUNCTION ledger_private.recall_posted(
    p_request ledger.transfer_request,
    p_actor ledger.actor
)
RETURNS ledger.transactions
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_posted ledger.transactions;
BEGIN
    SELECT
        t.transaction_id, t.from_account_id, t.to_account_id, round(t.amount, c.minor_units),
        t.currency, t.transaction_type, t.status, t.failure_code, t.failure_detail,
        t.idempotency_key, t.description,
        t.metadata, t.user_id, t.from_account_version, t.to_account_version, t.effective_at,
        t.created_at, t.completed_at, t.leg_account_ids, t.leg_account_versions,
        t.reverses_transaction_id, t.hold_id,
        round(0::numeric, c.minor_units)
    INTO v_posted
    FROM ledger_private.idempotency_key AS k
    JOIN ledger_private.transaction AS t ON t.transaction_id = k.resource_id
    JOIN ledger_private.currency AS c ON c.currency = t.currency
    WHERE k.user_id = coalesce(p_actor.user_id, 0)
        AND k.idempotency_key = p_request.idempotency_key
        AND t.status = 'COMPLETED'
        AND t.currency = coalesce(p_request.currency, t.currency)
        AND k.request_digest = ledger_private.request_digest(p_request, t.currency);
    RETURN v_posted;
END
$function$;

COMMENT ON FUNCTION ledger_private.recall_posted(ledger.transfer_request, ledger.actor) IS
'The first answer, as post_transfer repeats it; NULL when the key is free, was used for another request or was refused.';
