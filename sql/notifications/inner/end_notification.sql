-- A message is done with.
CREATE OR REPLACE FUNCTION ledger_private.end_notification(
    p_notification_id uuid,
    p_state text,
    p_error text,
    p_status_code text
)
RETURNS void
LANGUAGE sql
VOLATILE
AS $function$
    UPDATE ledger_private.notification AS n
    SET
        state = p_state,
        last_error = p_error,
        status_code = p_status_code,
        next_attempt_at = NULL,
        finished_at = clock_timestamp(),
        lease_id = NULL,
        lease_expires_at = NULL
    WHERE n.notification_id = p_notification_id
$function$;

COMMENT ON FUNCTION ledger_private.end_notification(uuid, text, text, text) IS
'Its state is p_state from now on, and no worker has it.';
