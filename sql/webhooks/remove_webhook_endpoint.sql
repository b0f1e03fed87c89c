-- Send nothing to an endpoint any more, for ever.
CREATE OR REPLACE FUNCTION ledger.remove_webhook_endpoint(
    p_endpoint_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.webhook_endpoints
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_endpoint ledger_private.webhook_endpoint := ledger_private.lock_webhook_endpoint(
        p_endpoint_id, v_actor
    );
    v_shown ledger.webhook_endpoints;
    v_now timestamptz := clock_timestamp();
BEGIN
    SELECT e.* INTO v_shown
    FROM ledger.webhook_endpoints AS e
    WHERE e.endpoint_id = p_endpoint_id;
    UPDATE ledger_private.webhook_endpoint AS e
    SET removed_at = v_now, updated_at = v_now, lease_id = NULL, lease_expires_at = NULL
    WHERE e.endpoint_id = p_endpoint_id;
    DELETE FROM ledger_private.webhook_secret AS s WHERE s.endpoint_id = p_endpoint_id;
    UPDATE ledger_private.webhook_delivery AS d
    SET state = 'DEAD', next_attempt_at = NULL, finished_at = v_now, last_error = 'removed'
    WHERE d.endpoint_id = p_endpoint_id
        AND d.state = 'PENDING';
    PERFORM ledger_private.note_auth('WEBHOOK_REMOVED', v_endpoint.user_id, jsonb_build_object(
        'endpoint_id', p_endpoint_id
    ), v_actor);
    RETURN NEXT v_shown;
END
$function$;

COMMENT ON FUNCTION ledger.remove_webhook_endpoint(uuid, ledger.actor) IS
'Remove the endpoint and return it as it was; its secrets are deleted, what is pending is given up, its deliveries and their log stay. LG025 when there is none. For its owner, and with the permission manage.';
