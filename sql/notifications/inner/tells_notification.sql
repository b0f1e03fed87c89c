-- Whether a message may be sent: its user may still see what it is about.
CREATE OR REPLACE FUNCTION ledger_private.tells_notification(
    p_notification ledger_private.notification
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_event ledger.events;
    v_reader ledger.actor := ledger_private.webhook_reader(p_notification.user_id);
BEGIN
    -- Whoever was suspended sees nothing any more, and is told just that.
    IF p_notification.notification_type = 'suspended' THEN
        RETURN true;
    END IF;
    SELECT e.* INTO v_event
    FROM ledger.events AS e
    WHERE e.event_position = p_notification.event_position;
    -- Whoever asked for an export need not own the account.
    IF p_notification.notification_type = 'export_ready' THEN
        RETURN v_reader.role IS NOT NULL
            AND ledger_private.sees_account(p_notification.account_id, v_reader)
            AND EXISTS (
                SELECT FROM ledger_private.export AS x
                WHERE x.export_id = (v_event.object ->> 'export_id')::uuid
                    AND x.status = 'READY'
            );
    END IF;
    RETURN ledger_private.sees_event(
        v_event, ledger_private.webhook_event_accounts(v_event), v_reader
    )
    AND (p_notification.account_id IS NULL OR EXISTS (
        SELECT FROM ledger_private.account AS a
        WHERE a.account_id = p_notification.account_id
            AND a.user_id = p_notification.user_id
    ));
END
$function$;

COMMENT ON FUNCTION ledger_private.tells_notification(ledger_private.notification) IS
'As ledger_private.sees_event says for the user now, who also owns the account that it is about; always true of a suspension. Of an export, whether it can be read and its asker sees the account.';
