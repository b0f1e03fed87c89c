-- Make deliveries of what is new in the feed, each exactly once.
CREATE OR REPLACE FUNCTION ledger.fan_out_webhooks(
    p_limit integer DEFAULT 200,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS integer
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_lease ledger_private.event_lease;
    v_event ledger.events;
    v_account_ids uuid[];
    v_staff_ids uuid[];
    v_due_ids uuid[];
BEGIN
    PERFORM ledger_private.require_permission(ledger_private.resolve_actor(p_actor), 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    IF NOT EXISTS (
        SELECT FROM ledger_private.event_consumer AS c WHERE c.consumer_name = 'webhooks'
    ) THEN
        RETURN 0;
    END IF;
    v_lease := ledger_private.lease_events('webhooks', p_limit);
    IF v_lease.lease_id IS NULL THEN
        RETURN 0;
    END IF;

    v_staff_ids := ARRAY(
        SELECT e.endpoint_id
        FROM ledger_private.webhook_endpoint AS e
        JOIN ledger_private.app_user AS u USING (user_id)
        WHERE e.status = 'ENABLED'
            AND e.removed_at IS NULL
            AND u.role <> 'customer'
    );
    FOR v_event IN
        SELECT e.*
        FROM ledger.events AS e
        WHERE e.event_position BETWEEN v_lease.first_position AND v_lease.last_position
        ORDER BY e.event_position
    LOOP
        v_account_ids := ledger_private.webhook_event_accounts(v_event);
        WITH made AS (
            INSERT INTO ledger_private.webhook_delivery (
                delivery_id, endpoint_id, user_id, event_position, created_at, next_attempt_at,
                event_id, attempts, state, event_type, account_ids
            )
            SELECT
                ledger_private.new_id(ledger_private.user_bucket(e.user_id)), e.endpoint_id,
                e.user_id, v_event.event_position, clock_timestamp(), clock_timestamp(),
                v_event.event_id, 0, 'PENDING', v_event.event_type, v_account_ids
            FROM ledger_private.webhook_endpoint AS e
            WHERE e.status = 'ENABLED'
                AND e.removed_at IS NULL
                AND (
                    e.endpoint_id = ANY (v_staff_ids)
                    OR e.user_id = v_event.user_id
                    OR e.user_id IN (
                        SELECT a.user_id FROM ledger_private.account AS a
                        WHERE a.account_id = ANY (v_account_ids)
                    )
                )
                AND ledger_private.takes_event(
                    e, v_event.event_type, v_event.user_id, v_account_ids
                )
                AND ledger_private.sees_event(
                    v_event, v_account_ids, ledger_private.webhook_reader(e.user_id)
                )
            ON CONFLICT (endpoint_id, event_position) DO NOTHING
            RETURNING endpoint_id
        )
        SELECT array_cat(v_due_ids, array_agg(m.endpoint_id)) INTO v_due_ids FROM made AS m;
    END LOOP;

    PERFORM FROM ledger_private.webhook_endpoint AS e
    WHERE e.endpoint_id = ANY (v_due_ids)
    ORDER BY e.endpoint_id
    FOR NO KEY UPDATE;
    UPDATE ledger_private.webhook_endpoint AS e
    SET due_at = least(e.due_at, clock_timestamp())
    WHERE e.endpoint_id = ANY (v_due_ids);
    PERFORM ledger.acknowledge_events('webhooks', v_lease.lease_id, p_actor);
    RETURN v_lease.last_position - v_lease.first_position + 1;
END
$function$;

COMMENT ON FUNCTION ledger.fan_out_webhooks(integer, ledger.actor) IS
'Take up to p_limit (1 to 1000) events as the consumer webhooks, make a delivery of each for every endpoint that asks for it and whose owner may see it, and acknowledge them, all in one transaction: exactly once. Returns how many events it took; 0 when there are no new ones, or no endpoint was ever made.';
