-- List the attempts of a delivery.
CREATE OR REPLACE FUNCTION ledger.list_webhook_attempts(
    p_delivery_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.webhook_attempts
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user_id bigint;
BEGIN
    SELECT d.user_id INTO v_user_id
    FROM ledger_private.webhook_delivery AS d
    WHERE d.delivery_id = p_delivery_id
        AND (v_actor.role <> 'customer' OR d.user_id = v_actor.user_id);
    IF v_actor.role <> 'customer' OR v_user_id IS NOT NULL THEN
        PERFORM ledger_private.require_own(v_actor, v_user_id);
    END IF;
    IF v_user_id IS NULL THEN
        PERFORM ledger_private.raise_error('LG026', jsonb_build_object(
            'delivery_id', p_delivery_id
        ));
    END IF;

    RETURN QUERY
    SELECT a.*
    FROM ledger.webhook_attempts AS a
    WHERE a.delivery_id = p_delivery_id
    ORDER BY a.attempt_number
    LIMIT 1000;
END
$function$;

COMMENT ON FUNCTION ledger.list_webhook_attempts(uuid, ledger.actor) IS
'The first 1000 attempts of a delivery, oldest first, with what was answered and how long it took. LG026 when there is no such delivery. For the owner of its endpoint, and with the permission manage.';
