-- What is to be sent to an endpoint next.
CREATE OR REPLACE FUNCTION ledger.next_webhook_messages(
    p_endpoint_id uuid,
    p_lease_id uuid,
    p_limit integer DEFAULT 100,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.webhook_message
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_reader ledger.actor;
    v_user_id bigint;
    v_delivery ledger_private.webhook_delivery;
    v_event ledger.events;
    v_message ledger.webhook_message;
BEGIN
    PERFORM ledger_private.require_permission(ledger_private.resolve_actor(p_actor), 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    UPDATE ledger_private.webhook_endpoint AS e
    SET lease_expires_at = clock_timestamp() + interval '1 minute'
    WHERE e.endpoint_id = p_endpoint_id
        AND e.lease_id = p_lease_id
    RETURNING e.user_id INTO v_user_id;
    IF NOT found THEN
        RETURN;
    END IF;

    v_reader := ledger_private.webhook_reader(v_user_id);
    FOR v_delivery IN
        SELECT d.* FROM ledger_private.ready_webhook_deliveries(p_endpoint_id, p_limit) AS d
    LOOP
        v_message.delivery_id := v_delivery.delivery_id;
        v_message.attempts := v_delivery.attempts;
        v_message.account_ids := v_delivery.account_ids;
        IF v_delivery.event_position IS NULL THEN
            v_message.body := jsonb_build_object(
                'type', v_delivery.event_type,
                'timestamp', ledger_private.moment_text(v_delivery.created_at),
                'data', jsonb_build_object('endpoint_id', p_endpoint_id)
            )::text;
            RETURN NEXT v_message;
            CONTINUE;
        END IF;
        SELECT e.* INTO v_event
        FROM ledger.events AS e
        WHERE e.event_position = v_delivery.event_position;
        -- The owner's rights may have changed since the delivery was made.
        IF ledger_private.sees_event(v_event, v_delivery.account_ids, v_reader) THEN
            v_message.body := ledger_private.webhook_body(v_event, v_reader);
            RETURN NEXT v_message;
        ELSE
            PERFORM ledger_private.note_webhook_attempt(
                v_delivery.delivery_id, true, 0, NULL::integer, 'hidden', NULL::integer
            );
        END IF;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.next_webhook_messages(uuid, uuid, integer, ledger.actor) IS
'Up to p_limit (1 to 1000) messages for an endpoint that a worker has leased, in the order of the feed, as the owner of the endpoint may see them now; those that share an account are to be sent one after the other, and none of them after one that failed. None when the lease is another''s, or nothing is due. What the owner may not see any more is given up as hidden. Renews the lease to a minute.';
