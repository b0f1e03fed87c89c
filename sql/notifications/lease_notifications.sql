-- Give a worker messages that are due, which no other worker has.
CREATE OR REPLACE FUNCTION ledger.lease_notifications(
    p_channels text[] DEFAULT '{email,chat}',
    p_limit integer DEFAULT 50,
    p_lease interval DEFAULT '5 minutes',
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.notification_message
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_found ledger_private.notification;
    v_error text;
    v_message ledger.notification_message;
BEGIN
    PERFORM ledger_private.require_few('channels', p_channels);
    PERFORM ledger_private.require_short('channels', array_to_string(p_channels, ' '));
    PERFORM ledger_private.require_permission(ledger_private.resolve_actor(p_actor), 'relay');
    PERFORM ledger_private.require_page_size(p_limit);
    IF (p_lease BETWEEN '1 second' AND '1 hour') IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'lease', 'at_least', '1 second', 'at_most', '1 hour'
        ));
    END IF;

    FOR v_found IN
        SELECT n.*
        FROM ledger_private.notification AS n
        WHERE n.state IN ('PENDING', 'SENDING')
            AND n.next_attempt_at <= v_now
            AND n.channel = ANY (p_channels)
            AND coalesce(n.lease_expires_at, '-infinity') <= v_now
        ORDER BY n.next_attempt_at, n.notification_id
        LIMIT p_limit
        FOR NO KEY UPDATE SKIP LOCKED
    LOOP
        -- Its worker died, or was cut off, in the middle: nobody knows whether it was taken.
        IF v_found.state = 'SENDING' THEN
            PERFORM ledger_private.end_notification(
                v_found.notification_id, 'UNKNOWN', 'cut_off', v_found.status_code
            );
            CONTINUE;
        ELSIF v_found.expires_at <= v_now THEN
            PERFORM ledger_private.end_notification(
                v_found.notification_id, 'DEAD', coalesce(v_found.last_error, 'expired'),
                v_found.status_code
            );
            CONTINUE;
        END IF;
        v_message.key_id := NULL;
        SELECT s.key_id, s.wrapped_key, s.sealed
        INTO v_message.key_id, v_message.wrapped_key, v_message.sealed
        FROM (
            SELECT 'email' AS channel, p.key_id, p.wrapped_key, p.sealed
            FROM ledger_private.person AS p
            WHERE p.user_id = v_found.user_id
                AND p.shredded_at IS NULL
            UNION ALL
            SELECT 'chat', p.key_id, p.wrapped_key, p.sealed
            FROM ledger_private.notification_preference AS p
            WHERE p.user_id = v_found.user_id
        ) AS s
        WHERE s.channel = v_found.channel;
        v_error := CASE
            WHEN v_message.key_id IS NULL THEN 'no_address'
            WHEN v_found.channel = 'email'
                AND ledger_private.current_bounce(v_found.user_id) IS NOT NULL THEN 'bounced_before'
            WHEN NOT ledger_private.tells_notification(v_found) THEN 'hidden'
        END;
        IF v_error IS NOT NULL THEN
            PERFORM ledger_private.end_notification(
                v_found.notification_id, 'DROPPED', v_error, NULL::text
            );
            CONTINUE;
        END IF;
        v_message.notification_id := v_found.notification_id;
        v_message.lease_id := ledger_private.new_id(ledger_private.user_bucket(0));
        v_message.user_id := v_found.user_id;
        v_message.event_id := v_found.event_id;
        v_message.channel := v_found.channel;
        v_message.notification_type := v_found.notification_type;
        v_message.facts := ledger_private.notification_facts(v_found);
        UPDATE ledger_private.notification AS n
        SET lease_id = v_message.lease_id, lease_expires_at = v_now + p_lease
        WHERE n.notification_id = v_found.notification_id;
        RETURN NEXT v_message;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.lease_notifications(text[], integer, interval, ledger.actor) IS
'Up to p_limit (1 to 1000) messages that are due over p_channels, each with its user''s personal data (email) or chat, sealed: no other worker gets them for p_lease (1 second to 1 hour). A message whose worker died while it was handed over is UNKNOWN from now on, one that was due for three days DEAD, one that there is nobody to tell DROPPED: no address, one that bounced, or nothing that the user may see any more.';
