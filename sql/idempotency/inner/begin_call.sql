-- Begin a call under an idempotency key: new, or known with what it made the first time.
CREATE OR REPLACE FUNCTION ledger_private.begin_call(
    p_function text,
    p_arguments record,
    p_idempotency_key text,
    p_actor ledger.actor
)
RETURNS ledger_private.idempotency_key
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_call ledger_private.idempotency_key;
    v_known ledger_private.idempotency_key;
BEGIN
    IF p_idempotency_key IS NULL THEN
        RETURN NULL;
    END IF;
    IF ledger_private.malformed_field(p_idempotency_key, NULL, NULL, NULL, NULL) IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "idempotency_key"}');
    END IF;
    v_call.user_id := coalesce(p_actor.user_id, 0);
    v_call.idempotency_key := p_idempotency_key;
    v_call.request_digest := ledger_private.call_digest(p_function, p_arguments);

    -- Serialises users of one key without leaving a row behind for a refused request.
    PERFORM pg_advisory_xact_lock(
        hashtextextended(v_call.user_id || '|' || p_idempotency_key, 0)
    );
    SELECT k.* INTO v_known
    FROM ledger_private.idempotency_key AS k
    WHERE k.user_id = v_call.user_id
        AND k.idempotency_key = p_idempotency_key;
    IF v_known.request_digest <> v_call.request_digest THEN
        PERFORM ledger_private.raise_error('LG301', jsonb_build_object(
            'idempotency_key', p_idempotency_key
        ));
    END IF;
    v_call.resource_id := v_known.resource_id;
    IF v_known.resource_id IS NOT NULL THEN
        PERFORM ledger_private.tell_replay();
    END IF;
    RETURN v_call;
END
$function$;

COMMENT ON FUNCTION ledger_private.begin_call(text, record, text, ledger.actor) IS
'The row that ledger_private.end_call is to store. Its resource_id is what the same call made before, NULL when the key is free. LG301 when the key stands for another call, LG109 when it is malformed. A NULL key gives a NULL row. Holds an advisory lock on the key until commit.';
