-- A refusal keeps no key: what was reserved for items that were refused is given back.
CREATE OR REPLACE FUNCTION ledger_private.give_keys_back(
    p_scope bigint,
    p_items ledger_private.posting_item[]
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF NOT EXISTS (
        SELECT FROM unnest(p_items) AS i
        WHERE i.status = 'FAILED'
            AND NOT i.is_replay
            AND i.idempotency_key IS NOT NULL
    ) THEN
        RETURN;
    END IF;
    DELETE FROM ledger_private.idempotency_key AS k
    USING unnest(p_items) AS i
    WHERE i.status = 'FAILED'
        AND NOT i.is_replay
        AND k.user_id = coalesce((i.actor).user_id, p_scope)
        AND k.idempotency_key = i.idempotency_key
        AND k.resource_id = i.transaction_id;
    -- An item that posted after refusals of its key in the same batch.
    INSERT INTO ledger_private.idempotency_key (
        user_id, resource_id, request_digest, idempotency_key
    )
    SELECT
        coalesce((i.actor).user_id, p_scope), i.transaction_id, i.request_digest,
        i.idempotency_key
    FROM unnest(p_items) AS i
    WHERE i.status = 'COMPLETED'
        AND i.repeats_item = 0;
END
$function$;

COMMENT ON FUNCTION ledger_private.give_keys_back(bigint, ledger_private.posting_item[]) IS
'Called when all items are decided, with the scope of ledger_private.reserve_keys. Whoever waits for such a key waits for the end of this transaction, and has it then.';
