-- End a call under an idempotency key: remember what it made.
CREATE OR REPLACE FUNCTION ledger_private.end_call(
    p_call ledger_private.idempotency_key,
    p_resource_id uuid
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF p_call.idempotency_key IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO ledger_private.idempotency_key (
        user_id, resource_id, request_digest, idempotency_key
    )
    VALUES (p_call.user_id, p_resource_id, p_call.request_digest, p_call.idempotency_key)
    ON CONFLICT (user_id, idempotency_key) DO NOTHING;
    -- A transfer, which takes no advisory lock, came first with this key.
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG301', jsonb_build_object(
            'idempotency_key', p_call.idempotency_key
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.end_call(ledger_private.idempotency_key, uuid) IS
'The second half of ledger_private.begin_call, whose row it stores with the id of what was made. LG301 when a transfer reserved the key meanwhile; a NULL key is nothing to remember.';
