-- Remember what was made under an idempotency key.
CREATE OR REPLACE FUNCTION ledger_private.keep_key(
    p_scope bigint,
    p_idempotency_key text,
    p_digest bytea,
    p_resource_id uuid
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF p_idempotency_key IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO ledger_private.idempotency_key (
        user_id, resource_id, request_digest, idempotency_key
    )
    VALUES (p_scope, p_resource_id, p_digest, p_idempotency_key)
    ON CONFLICT (user_id, idempotency_key) DO NOTHING;
    -- A transfer, which takes no advisory lock, came first with this key.
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG301', jsonb_build_object(
            'idempotency_key', p_idempotency_key
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.keep_key(bigint, text, bytea, uuid) IS
'The second half of ledger_private.claimed_resource: stores the key once the resource exists. LG301 when a transfer took it meanwhile; a NULL key is nothing to remember.';
