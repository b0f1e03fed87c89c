-- The transfer that was sent under a key before, if it is the one that is asked for again.
CREATE OR REPLACE FUNCTION ledger_private.sent_before(
    p_idempotency_key text,
    p_request_digest bytea,
    p_actor ledger.actor
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_known ledger_private.idempotency_key;
BEGIN
    SELECT k.* INTO v_known
    FROM ledger_private.idempotency_key AS k
    WHERE k.user_id = coalesce(p_actor.user_id, 0)
        AND k.idempotency_key = p_idempotency_key;
    IF v_known.resource_id IS NULL THEN
        RETURN NULL;
    ELSIF v_known.request_digest <> p_request_digest OR NOT EXISTS (
        SELECT FROM ledger_private.outgoing_transfer AS o
        WHERE o.transfer_id = v_known.resource_id
    ) THEN
        PERFORM ledger_private.raise_error('LG301', jsonb_build_object(
            'idempotency_key', p_idempotency_key
        ));
    END IF;
    PERFORM ledger_private.tell_replay();
    RETURN v_known.resource_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.sent_before(text, bytea, ledger.actor) IS
'Id of the transfer, NULL when the key is free or there is none; LG301 when the key stands for something else. The digest is that of the transfer as it was asked for, wherever its accounts are by now.';
