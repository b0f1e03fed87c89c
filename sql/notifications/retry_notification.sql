-- Send a message again that somebody has looked into.
CREATE OR REPLACE FUNCTION ledger.retry_notification(
    p_notification_id uuid,
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
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    UPDATE ledger_private.notification AS n
    SET
        state = 'PENDING',
        attempts = 0,
        next_attempt_at = v_now,
        expires_at = v_now + interval '72 hours',
        finished_at = NULL
    WHERE n.notification_id = p_notification_id
        AND n.state IN ('UNKNOWN', 'BOUNCED', 'DEAD', 'DROPPED');
    IF NOT FOUND AND NOT EXISTS (
        SELECT FROM ledger_private.notification AS n
        WHERE n.notification_id = p_notification_id
    ) THEN
        PERFORM ledger_private.raise_error('LG032', jsonb_build_object(
            'notification_id', p_notification_id
        ));
    END IF;
    RETURN NEXT (
        SELECT n FROM ledger.notifications AS n WHERE n.notification_id = p_notification_id
    );
END
$function$;

COMMENT ON FUNCTION ledger.retry_notification(uuid, ledger.actor) IS
'Try a message again that is UNKNOWN, BOUNCED, DEAD or DROPPED, under the same Message-ID: if an UNKNOWN one was taken after all, its user gets it twice. One of another state stays as it is. LG032 when there is none. Needs the permission manage. Safe to repeat.';
