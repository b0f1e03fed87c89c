-- Send an endpoint something that nothing happened for.
CREATE OR REPLACE FUNCTION ledger.ping_webhook_endpoint(
    p_endpoint_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.webhook_deliveries
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_endpoint ledger_private.webhook_endpoint := ledger_private.lock_webhook_endpoint(
        p_endpoint_id, v_actor
    );
    v_delivery_id uuid := ledger_private.new_id(ledger_private.user_bucket(v_endpoint.user_id));
    v_now timestamptz := clock_timestamp();
BEGIN
    INSERT INTO ledger_private.webhook_delivery (
        delivery_id, endpoint_id, user_id, created_at, next_attempt_at, attempts, state,
        event_type, account_ids
    )
    VALUES (
        v_delivery_id, p_endpoint_id, v_endpoint.user_id, v_now, v_now, 0, 'PENDING',
        'webhook_endpoint.ping', '{}'
    );
    UPDATE ledger_private.webhook_endpoint AS e
    SET due_at = v_now
    WHERE e.endpoint_id = p_endpoint_id;
    RETURN NEXT (
        SELECT d FROM ledger.webhook_deliveries AS d WHERE d.delivery_id = v_delivery_id
    );
END
$function$;

COMMENT ON FUNCTION ledger.ping_webhook_endpoint(uuid, ledger.actor) IS
'Make a test delivery of the type webhook_endpoint.ping, which a worker sends ahead of all others. A disabled endpoint gets it when it is enabled. LG025 when there is no such endpoint. For its owner, and with the permission manage. Not safe to repeat: each call makes a delivery.';
