-- Write down what became of attempts.
CREATE OR REPLACE FUNCTION ledger.record_webhook_attempts(
    p_attempts jsonb,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.webhook_deliveries
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_now timestamptz := clock_timestamp();
    v_attempt record;
    v_endpoint ledger_private.webhook_endpoint;
    v_delivery ledger_private.webhook_delivery;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    IF (jsonb_typeof(p_attempts) = 'array' AND jsonb_array_length(p_attempts) <= 1000) IS NOT TRUE
    THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "attempts"}');
    END IF;

    -- In the order of endpoints, which is that of their locks.
    FOR v_attempt IN
        SELECT a.*
        FROM jsonb_to_recordset(p_attempts) AS a (
            endpoint_id uuid, lease_id uuid, delivery_id uuid, duration_ms integer,
            response_code integer, error text, retry_after integer
        )
        ORDER BY a.endpoint_id
    LOOP
        IF NOT ledger_private.is_word(v_attempt.error) THEN
            PERFORM ledger_private.raise_error('LG109', '{"field": "error"}');
        END IF;
        UPDATE ledger_private.webhook_endpoint AS e
        SET
            lease_expires_at = CASE
                WHEN e.lease_id = v_attempt.lease_id THEN v_now + interval '1 minute'
                ELSE e.lease_expires_at
            END,
            first_failed_at = CASE
                WHEN v_attempt.error IS NOT NULL THEN coalesce(e.first_failed_at, v_now)
            END
        WHERE e.endpoint_id = v_attempt.endpoint_id
        RETURNING e.* INTO v_endpoint;
        v_delivery := ledger_private.note_webhook_attempt(
            v_attempt.delivery_id,
            coalesce(v_endpoint.lease_id = v_attempt.lease_id, false),
            coalesce(v_attempt.duration_ms, 0), v_attempt.response_code, v_attempt.error,
            v_attempt.retry_after
        );
        IF v_attempt.response_code = 410 THEN
            PERFORM ledger_private.disable_webhook_endpoint(v_endpoint, 'gone', v_actor);
        ELSIF v_endpoint.first_failed_at < v_now - interval '120 hours' THEN
            PERFORM ledger_private.disable_webhook_endpoint(v_endpoint, 'failing', v_actor);
        END IF;
        RETURN QUERY
        SELECT d.* FROM ledger.webhook_deliveries AS d
        WHERE d.delivery_id = v_delivery.delivery_id;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.record_webhook_attempts(jsonb, ledger.actor) IS
'Write attempts down, an array of up to 1000 objects with endpoint_id, lease_id, delivery_id, duration_ms, response_code (absent without an answer), error (a word; absent when it was delivered) and retry_after (seconds that the receiver asked for); returns what became of their deliveries. A failure under a lease that is not held any more is only written down. 410 disables the endpoint at once, five days of nothing but failures do too. Renews the leases to a minute.';
