-- What an idempotency key already stands for, or NULL when it is free.
CREATE OR REPLACE FUNCTION ledger_private.claimed_resource(
    p_scope bigint,
    p_idempotency_key text,
    p_digest bytea
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_key ledger_private.idempotency_key;
BEGIN
    IF p_idempotency_key IS NULL THEN
        RETURN NULL;
    END IF;
    IF ledger_private.malformed_field(p_idempotency_key, NULL, NULL, NULL, NULL) IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "idempotency_key"}');
    END IF;

    -- Serialises users of one key without leaving a row behind for a refused request.
    PERFORM pg_advisory_xact_lock(hashtextextended(p_scope || '|' || p_idempotency_key, 0));
    SELECT k.* INTO v_key
    FROM ledger_private.idempotency_key AS k
    WHERE k.user_id = p_scope
        AND k.idempotency_key = p_idempotency_key;
    IF v_key.request_digest <> p_digest THEN
        PERFORM ledger_private.raise_error('LG301', jsonb_build_object(
            'idempotency_key', p_idempotency_key
        ));
    END IF;
    RETURN v_key.resource_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.claimed_resource(bigint, text, bytea) IS
'The resource made under this key by the same request; LG301 when the request was another. Holds an advisory lock on the key until commit.';
