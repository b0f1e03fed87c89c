-- Write an attempt down, and what becomes of its delivery.
CREATE OR REPLACE FUNCTION ledger_private.note_webhook_attempt(
    p_delivery_id uuid,
    p_is_leased boolean,
    p_duration_ms integer,
    p_response_code integer,
    p_error text,
    p_retry_after integer
)
RETURNS ledger_private.webhook_delivery
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_delay interval;
    v_delivery ledger_private.webhook_delivery;
BEGIN
    SELECT d.* INTO v_delivery
    FROM ledger_private.webhook_delivery AS d
    WHERE d.delivery_id = p_delivery_id
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO ledger_audit.webhook_attempt (
        user_id, delivery_id, endpoint_id, attempted_at, duration_ms, response_code, error
    )
    VALUES (
        v_delivery.user_id, p_delivery_id, v_delivery.endpoint_id, v_now, p_duration_ms,
        p_response_code, p_error
    );
    -- What was taken was taken, whoever holds the endpoint by now; a failure is its holder's.
    IF v_delivery.state <> 'PENDING' OR (p_error IS NOT NULL AND NOT p_is_leased) THEN
        RETURN v_delivery;
    END IF;

    v_delivery.attempts := v_delivery.attempts + 1;
    v_delay := (ledger_private.webhook_schedule())[v_delivery.attempts] * (0.9 + random() / 5);
    v_delay := greatest(v_delay, CASE
        WHEN v_delay IS NOT NULL THEN make_interval(secs => least(p_retry_after, 86400))
    END);
    v_delivery.state := CASE
        WHEN p_error IS NULL THEN 'DELIVERED'
        WHEN v_delay IS NULL OR p_error = 'hidden' THEN 'DEAD'
        ELSE 'PENDING'
    END;
    UPDATE ledger_private.webhook_delivery AS d
    SET
        state = v_delivery.state,
        attempts = v_delivery.attempts,
        last_attempt_at = v_now,
        last_response_code = p_response_code,
        last_error = p_error,
        next_attempt_at = CASE v_delivery.state WHEN 'PENDING' THEN v_now + v_delay END,
        finished_at = CASE WHEN v_delivery.state <> 'PENDING' THEN v_now END
    WHERE d.delivery_id = p_delivery_id
    RETURNING d.* INTO v_delivery;
    RETURN v_delivery;
END
$function$;

COMMENT ON FUNCTION ledger_private.note_webhook_attempt(
    uuid, boolean, integer, integer, text, integer
) IS
'The delivery as it is then: DELIVERED without p_error; else PENDING until the next moment of ledger_private.webhook_schedule, or p_retry_after seconds later when that is more, a day at most; DEAD after the last. NULL when there is none. p_is_leased: whether the caller holds its endpoint.';
