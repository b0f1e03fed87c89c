-- Show an endpoint.
CREATE OR REPLACE FUNCTION ledger.get_webhook_endpoint(
    p_endpoint_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.webhook_endpoints
LANGUAGE plpgsql
STABLE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_endpoint ledger.webhook_endpoints;
BEGIN
    SELECT e.* INTO v_endpoint
    FROM ledger.webhook_endpoints AS e
    WHERE e.endpoint_id = p_endpoint_id
        AND (v_actor.role <> 'customer' OR e.user_id = v_actor.user_id);
    IF v_actor.role <> 'customer' OR v_endpoint.endpoint_id IS NOT NULL THEN
        PERFORM ledger_private.require_own(v_actor, v_endpoint.user_id);
    END IF;
    IF v_endpoint.endpoint_id IS NULL THEN
        PERFORM ledger_private.raise_error('LG025', jsonb_build_object(
            'endpoint_id', p_endpoint_id
        ));
    END IF;
    RETURN NEXT v_endpoint;
END
$function$;

COMMENT ON FUNCTION ledger.get_webhook_endpoint(uuid, ledger.actor) IS
'The endpoint without its secrets; LG025 when there is none. For its owner, and with the permission manage.';
