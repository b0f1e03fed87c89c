-- A worker is about to hand a message over: committed before its last word.
CREATE OR REPLACE FUNCTION ledger.begin_notification(
    p_notification_id uuid,
    p_lease_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM ledger_private.require_permission(ledger_private.resolve_actor(p_actor), 'relay');
    UPDATE ledger_private.notification AS n
    SET state = 'SENDING', lease_expires_at = v_now + interval '10 minutes'
    WHERE n.notification_id = p_notification_id
        AND n.lease_id = p_lease_id
        AND n.lease_expires_at > v_now
        AND n.state = 'PENDING';
    RETURN found;
END
$function$;

COMMENT ON FUNCTION ledger.begin_notification(uuid, uuid, ledger.actor) IS
'The message is SENDING from now on, and the worker has ten minutes; false when the lease is another''s or has run out: then it is not to be sent. Whoever dies after it leaves a message that is never sent again by itself, for it may have been taken.';
