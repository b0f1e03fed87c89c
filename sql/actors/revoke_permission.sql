-- Let a role no longer do something.
CREATE OR REPLACE FUNCTION ledger.revoke_permission(
    p_role text,
    p_permission text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.role_permissions
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('role', p_role, 'permission', p_permission);
    PERFORM ledger_private.require_permission(v_actor, 'administer');
    PERFORM ledger_private.require_known_right(p_role, p_permission);
    -- Somebody must be left who can give it back.
    IF p_role = 'administrator' AND p_permission = 'administer' THEN
        PERFORM ledger_private.raise_error('LG261', jsonb_build_object(
            'role', p_role, 'permission', p_permission
        ));
    END IF;

    DELETE FROM ledger_private.role_permission AS p
    WHERE p.role = p_role
        AND p.permission = p_permission;
    IF FOUND THEN
        PERFORM ledger_private.note_auth('PERMISSION_REVOKED', NULL, jsonb_build_object(
            'role', p_role, 'permission', p_permission
        ), v_actor);
    END IF;
    RETURN QUERY SELECT p.* FROM ledger.role_permissions AS p WHERE p.role = p_role;
END
$function$;

COMMENT ON FUNCTION ledger.revoke_permission(text, text, ledger.actor) IS
'Take p_permission from p_role: no user of that role has it from the next request on. Returns the permissions that the role still has. Administrators only; they cannot take administer from their own role (LG261). Safe to repeat.';
