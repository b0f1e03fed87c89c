-- A mail came back after it had been taken.
CREATE OR REPLACE FUNCTION ledger.record_bounce(
    p_notification_id uuid,
    p_status_code text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.notifications
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_row ledger_private.notification;
BEGIN
    PERFORM ledger_private.require_short('status_code', p_status_code);
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    IF (p_status_code ~ '^[0-9][0-9.]{0,19}$') IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "status_code"}');
    END IF;
    SELECT n.* INTO v_row
    FROM ledger_private.notification AS n
    WHERE n.notification_id = p_notification_id
        AND n.channel = 'email'
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG032', jsonb_build_object(
            'notification_id', p_notification_id
        ));
    END IF;
    IF v_row.state IN ('SENT', 'UNKNOWN', 'SENDING') THEN
        PERFORM ledger_private.note_bounce(
            v_row, p_status_code, p_status_code LIKE '5%', v_actor
        );
    END IF;
    RETURN NEXT (
        SELECT n FROM ledger.notifications AS n WHERE n.notification_id = v_row.notification_id
    );
END
$function$;

COMMENT ON FUNCTION ledger.record_bounce(uuid, text, ledger.actor) IS
'Record that a mail came back: p_status_code is that of RFC 3463; after one of class 5 the user''s address is not written to until it changes or ledger.clear_bounce is called. LG032 when there is no such mail. zerosum bounce reads both from what came back. Safe to repeat.';
