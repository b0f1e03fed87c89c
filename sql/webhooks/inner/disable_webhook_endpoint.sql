-- Send nothing to an endpoint any more, and say why.
CREATE OR REPLACE FUNCTION ledger_private.disable_webhook_endpoint(
    p_endpoint ledger_private.webhook_endpoint,
    p_reason text,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    UPDATE ledger_private.webhook_endpoint AS e
    SET
        status = 'DISABLED', disabled_reason = p_reason, disabled_at = clock_timestamp(),
        updated_at = clock_timestamp(), lease_id = NULL, lease_expires_at = NULL
    WHERE e.endpoint_id = p_endpoint.endpoint_id
        AND e.status = 'ENABLED';
    IF found THEN
        PERFORM ledger_private.note_auth('WEBHOOK_DISABLED', p_endpoint.user_id, jsonb_build_object(
            'endpoint_id', p_endpoint.endpoint_id, 'reason', p_reason
        ), p_actor);
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.disable_webhook_endpoint(
    ledger_private.webhook_endpoint, text, ledger.actor
) IS
'p_reason is asked, gone or failing. What is pending stays so until the endpoint is enabled or removed. Nothing happens when it is disabled already.';
