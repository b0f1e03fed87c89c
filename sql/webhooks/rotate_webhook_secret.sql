-- Sign with a new secret; the old one signs beside it for a while.
CREATE OR REPLACE FUNCTION ledger.rotate_webhook_secret(
    p_endpoint_id uuid,
    p_key_id text,
    p_wrapped_key bytea,
    p_sealed bytea,
    p_overlap interval DEFAULT '24 hours',
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
    v_endpoint ledger_private.webhook_endpoint;
BEGIN
    PERFORM ledger_private.require_short('key_id', p_key_id);
    IF (p_overlap BETWEEN '0' AND '168 hours') IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "overlap"}');
    END IF;
    PERFORM ledger_private.require_sealed_secret(p_key_id, p_wrapped_key, p_sealed);

    v_endpoint := ledger_private.lock_webhook_endpoint(p_endpoint_id, v_actor);
    PERFORM ledger_private.add_webhook_secret(
        p_endpoint_id, p_key_id, p_wrapped_key, p_sealed, p_overlap
    );
    PERFORM ledger_private.note_auth('WEBHOOK_ROTATED', v_endpoint.user_id, jsonb_build_object(
        'endpoint_id', p_endpoint_id
    ), v_actor);
    RETURN NEXT (SELECT e FROM ledger.webhook_endpoints AS e WHERE e.endpoint_id = p_endpoint_id);
END
$function$;

COMMENT ON FUNCTION ledger.rotate_webhook_secret(
    uuid, text, bytea, bytea, interval, ledger.actor
) IS
'Give the endpoint a new secret, sealed by the gateway for its owner. The one before goes on signing beside it for p_overlap (0 to 7 days); an older one ends at once. LG025, LG109. For its owner, and with the permission manage.';
