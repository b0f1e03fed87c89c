-- What was posted for a request under its key, if it was; else whether it was refused.
CREATE OR REPLACE FUNCTION ledger_private.recall_posted(
    p_request ledger.transfer_request,
    p_request_id uuid,
    p_actor ledger.actor
)
RETURNS ledger.transactions
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_was record;
    v_posted ledger.transactions;
BEGIN
    SELECT t.*, c.minor_units INTO v_was
    FROM ledger_private.idempotency_key AS k
    JOIN ledger_audit.transaction AS t ON t.transaction_id = k.resource_id
    JOIN ledger_private.currency AS c ON c.currency = t.currency
    WHERE k.user_id = coalesce(p_actor.user_id, 0)
        AND k.idempotency_key = p_request.idempotency_key
        AND t.status = 'COMPLETED'
        AND t.currency = coalesce(p_request.currency, t.currency)
        AND k.request_digest = ledger_private.request_digest(p_request, t.currency);
    IF FOUND THEN
        v_posted.transaction_id := v_was.transaction_id;
        v_posted.from_account_id := v_was.from_account_id;
        v_posted.to_account_id := v_was.to_account_id;
        v_posted.currency := v_was.currency;
        v_posted.transaction_type := v_was.transaction_type;
        v_posted.status := v_was.status;
        v_posted.idempotency_key := v_was.idempotency_key;
        v_posted.description := v_was.description;
        v_posted.metadata := v_was.metadata;
        v_posted.user_id := v_was.user_id;
        v_posted.from_account_version := v_was.from_account_version;
        v_posted.to_account_version := v_was.to_account_version;
        v_posted.effective_at := v_was.effective_at;
        v_posted.created_at := v_was.created_at;
        v_posted.completed_at := v_was.created_at;
        v_posted.leg_account_ids := v_was.leg_account_ids;
        v_posted.leg_account_versions := v_was.leg_account_versions;
        v_posted.reverses_transaction_id := v_was.reverses_transaction_id;
        v_posted.hold_id := v_was.hold_id;
        v_posted.amount := round(v_was.amount, v_was.minor_units);
        v_posted.reversed_amount := round(0::numeric, v_was.minor_units);
        v_posted.asked_by := v_was.actor_user_id;
        v_posted := ledger_private.seen_transaction(v_posted, p_actor);
    ELSIF EXISTS (
        SELECT FROM ledger_audit.transaction AS t
        WHERE t.status = 'FAILED'
            AND t.idempotency_key = p_request.idempotency_key
            -- Ids begin with their millisecond, twelve digits and a hyphen.
            AND left(t.transaction_id::text, 13) >= left(p_request_id::text, 13)
            AND coalesce(t.actor_user_id, 0) = coalesce(p_actor.user_id, 0)
    ) THEN
        v_posted.status := 'FAILED';
    END IF;
    RETURN v_posted;
END
$function$;

COMMENT ON FUNCTION ledger_private.recall_posted(
    ledger.transfer_request, uuid, ledger.actor
) IS
'The first answer, as post_transfer repeats it; only its status, FAILED, when a request under the key was refused since the one with this id was queued; NULL when neither is so, or when the key was used for another request.';
