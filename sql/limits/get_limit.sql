-- Show one limit, with what is used of it now.
CREATE OR REPLACE FUNCTION ledger.get_limit(
    p_limit_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.limits
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_limit ledger.limits;
    v_may boolean;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    SELECT l.* INTO v_limit FROM ledger.limits AS l WHERE l.limit_id = p_limit_id;
    v_may := CASE
        WHEN v_limit.account_id IS NOT NULL THEN coalesce(ledger_private.account_right(
            v_limit.account_id, v_limit.user_id, v_actor
        ) = 'owner', false)
        ELSE v_actor.role <> 'customer' OR v_limit.user_id = v_actor.user_id
    END;
    IF v_limit.limit_id IS NULL OR NOT v_may THEN
        PERFORM ledger_private.raise_error('LG008', jsonb_build_object('limit_id', p_limit_id));
    END IF;
    RETURN v_limit;
END
$function$;

COMMENT ON FUNCTION ledger.get_limit(uuid, ledger.actor) IS
'The limit, with what is used and what remains of it now; LG008 when there is none in force that the actor may see: a customer those of its own, and of accounts that it owns with another. Takes no lock.';
