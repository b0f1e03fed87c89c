-- A worker is done with an endpoint for now.
CREATE OR REPLACE FUNCTION ledger.release_webhook_endpoint(
    p_endpoint_id uuid,
    p_lease_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS timestamptz
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_due_at timestamptz;
BEGIN
    PERFORM ledger_private.require_permission(ledger_private.resolve_actor(p_actor), 'relay');
    -- From here on nobody adds to it: who does waits for the lock, and says that it is due.
    PERFORM FROM ledger_private.webhook_endpoint AS e
    WHERE e.endpoint_id = p_endpoint_id
        AND e.lease_id = p_lease_id
    FOR NO KEY UPDATE;
    IF NOT found THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT FROM ledger_private.ready_webhook_deliveries(p_endpoint_id, 1)) THEN
        v_due_at := clock_timestamp();
    ELSE
        SELECT min(d.next_attempt_at) INTO v_due_at
        FROM ledger_private.webhook_delivery AS d
        WHERE d.endpoint_id = p_endpoint_id
            AND d.state = 'PENDING'
            AND d.attempts > 0;
    END IF;
    UPDATE ledger_private.webhook_endpoint AS e
    SET due_at = v_due_at, lease_id = NULL, lease_expires_at = NULL
    WHERE e.endpoint_id = p_endpoint_id;
    RETURN v_due_at;
END
$function$;

COMMENT ON FUNCTION ledger.release_webhook_endpoint(uuid, uuid, ledger.actor) IS
'End the lease; returns from when on there is something to do, NULL when nothing is pending, or when the lease was another''s already. Locks the endpoint. Safe to repeat.';
