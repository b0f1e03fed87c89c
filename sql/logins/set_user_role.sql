-- Give a user another role.
CREATE OR REPLACE FUNCTION ledger.set_user_role(
    p_user_id bigint,
    p_role text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.users
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user ledger_private.app_user;
    v_key_id uuid;
BEGIN
    PERFORM ledger_private.require_short('role', p_role);
    v_user := ledger_private.lock_user(p_user_id, v_actor);
    PERFORM ledger_private.require_known_role(p_role);
    -- Nobody hands out more than it has.
    IF v_actor.role = 'operator' AND p_role = 'administrator' THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'role', v_actor.role, 'wanted', p_role
        ));
    END IF;

    UPDATE ledger_private.app_user AS u SET role = p_role WHERE u.user_id = p_user_id;
    -- Others hold the keys of a service: nobody becomes a person whom they are.
    IF v_user.role = 'service' AND p_role <> 'service' THEN
        FOR v_key_id IN
            UPDATE ledger_private.api_key AS k
            SET revoked_at = clock_timestamp()
            WHERE k.user_id = p_user_id
                AND k.revoked_at IS NULL
            RETURNING k.api_key_id
        LOOP
            PERFORM ledger_private.note_auth('KEY_REVOKED', p_user_id, jsonb_build_object(
                'api_key_id', v_key_id
            ), v_actor);
        END LOOP;
    END IF;
    PERFORM ledger_private.note_auth('ROLE', p_user_id, jsonb_build_object(
        'from', v_user.role, 'to', p_role
    ), v_actor);
    RETURN NEXT ledger_private.show_user(p_user_id);
END
$function$;

COMMENT ON FUNCTION ledger.set_user_role(bigint, text, ledger.actor) IS
'Give a user another role, one of those in ledger.role_permissions, from its next request on, whatever its tokens say. The API keys of a service that becomes a person are revoked. LG109 for another word. Needs the permission manage; an operator can neither make nor change an administrator. Safe to repeat.';
