-- Take a limit away.
CREATE OR REPLACE FUNCTION ledger.remove_limit(
    p_limit_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.limits
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_limit ledger_private.usage_limit;
    v_shown ledger.limits;
    v_ids uuid[];
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    SELECT l.* INTO v_limit
    FROM ledger_private.usage_limit AS l
    WHERE l.limit_id = p_limit_id;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG008', jsonb_build_object('limit_id', p_limit_id));
    END IF;
    v_ids := ledger_private.lock_limited(v_limit.account_id, v_limit.user_id);

    -- Read again: only now is nobody else changing it.
    SELECT l.* INTO v_shown FROM ledger.limits AS l WHERE l.limit_id = p_limit_id;
    UPDATE ledger_private.usage_limit AS l
    SET removed_at = clock_timestamp(), updated_at = clock_timestamp()
    WHERE l.limit_id = p_limit_id
        AND l.removed_at IS NULL
    RETURNING l.* INTO v_limit;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG008', jsonb_build_object('limit_id', p_limit_id));
    END IF;
    PERFORM ledger_private.audit_limit(v_limit, v_ids, v_actor);
    PERFORM ledger_private.note_act(
        'limit.removed', v_limit.user_id, v_limit.account_id, to_jsonb(v_shown), v_actor
    );
    RETURN NEXT v_shown;
END
$function$;

COMMENT ON FUNCTION ledger.remove_limit(uuid, ledger.actor) IS
'Remove the limit and return it as it was; LG008 when there is none. Audited. Locks the accounts that it limits in id order. Operators only.';
