-- An endpoint that is to change: one's own, or somebody's whom the actor manages.
CREATE OR REPLACE FUNCTION ledger_private.lock_webhook_endpoint(
    p_endpoint_id uuid,
    p_actor ledger.actor
)
RETURNS ledger_private.webhook_endpoint
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_endpoint ledger_private.webhook_endpoint;
BEGIN
    SELECT e.* INTO v_endpoint
    FROM ledger_private.webhook_endpoint AS e
    WHERE e.endpoint_id = p_endpoint_id
        AND e.removed_at IS NULL
        -- To a customer another's is none.
        AND (p_actor.role <> 'customer' OR e.user_id = p_actor.user_id)
    FOR NO KEY UPDATE;
    IF p_actor.role <> 'customer' OR v_endpoint.endpoint_id IS NOT NULL THEN
        PERFORM ledger_private.require_own(p_actor, v_endpoint.user_id);
    END IF;
    IF v_endpoint.endpoint_id IS NULL THEN
        PERFORM ledger_private.raise_error('LG025', jsonb_build_object(
            'endpoint_id', p_endpoint_id
        ));
    END IF;
    RETURN v_endpoint;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_webhook_endpoint(uuid, ledger.actor) IS
'The row, locked FOR NO KEY UPDATE. LG025 when there is none, or for a customer when it is another''s; LG206 unless p_actor is its owner or holds manage.';
