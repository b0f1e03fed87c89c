-- Give a user another role.
CREATE OR REPLACE FUNCTION ledger.set_user_role(
    p_user_id bigint,
    p_role text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.users
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user ledger_private.app_user;
BEGIN
    v_user := ledger_private.lock_user(p_user_id, v_actor);
    IF p_role IS NULL OR p_role NOT IN (
        'customer', 'service', 'operator', 'auditor', 'administrator'
    ) THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', 'role'));
    -- Nobody hands out more than it has.
    ELSIF v_actor.role = 'operator' AND p_role = 'administrator' THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'role', v_actor.role, 'wanted', p_role
        ));
    END IF;

    UPDATE ledger_private.app_user AS u SET role = p_role WHERE u.user_id = p_user_id;
    PERFORM ledger_private.note_auth('ROLE', p_user_id, jsonb_build_object(
        'from', v_user.role, 'to', p_role
    ), v_actor);
    RETURN ledger_private.show_user(p_user_id);
END
$function$;

COMMENT ON FUNCTION ledger.set_user_role(bigint, text, ledger.actor) IS
'Make a user a customer, service, operator, auditor or administrator, from its next request on, whatever its tokens say. Needs manage; an operator can neither make nor touch an administrator.';
