-- A message came back, or was refused for good.
CREATE OR REPLACE FUNCTION ledger_private.note_bounce(
    p_notification ledger_private.notification,
    p_status_code text,
    p_is_address boolean,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_shown ledger.notifications;
BEGIN
    PERFORM ledger_private.end_notification(
        p_notification.notification_id, 'BOUNCED',
        CASE WHEN p_is_address THEN 'address' ELSE 'refused' END, p_status_code
    );
    IF p_is_address AND p_notification.channel = 'email' THEN
        INSERT INTO ledger_private.bounced_address AS b (
            user_id, notification_id, bounced_at, email_index
        )
        VALUES (
            p_notification.user_id, p_notification.notification_id, clock_timestamp(), (
                SELECT p.email_index FROM ledger_private.person AS p
                WHERE p.user_id = p_notification.user_id
            )
        )
        ON CONFLICT (user_id) DO UPDATE SET
            notification_id = excluded.notification_id,
            bounced_at = excluded.bounced_at,
            email_index = excluded.email_index;
    END IF;
    SELECT n.* INTO v_shown
    FROM ledger.notifications AS n
    WHERE n.notification_id = p_notification.notification_id;
    PERFORM ledger_private.note_act(
        'notification.bounced', p_notification.user_id, NULL, to_jsonb(v_shown), p_actor
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.note_bounce(
    ledger_private.notification, text, boolean, ledger.actor
) IS
'Ends the message, and writes notification.bounced. With p_is_address the user''s e-mail address is not written to until it changes or ledger.clear_bounce is called.';
