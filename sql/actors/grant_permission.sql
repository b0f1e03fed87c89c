-- Let a role do something.
CREATE OR REPLACE FUNCTION ledger.grant_permission(
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

    INSERT INTO ledger_private.role_permission (role, permission)
    VALUES (p_role, p_permission)
    ON CONFLICT (role, permission) DO NOTHING;
    IF FOUND THEN
        PERFORM ledger_private.require_no_limit_on(p_role, p_permission);
        PERFORM ledger_private.note_auth('PERMISSION_GRANTED', NULL, jsonb_build_object(
            'role', p_role, 'permission', p_permission
        ), v_actor);
    END IF;
    RETURN QUERY SELECT p.* FROM ledger.role_permissions AS p WHERE p.role = p_role;
END
$function$;

COMMENT ON FUNCTION ledger.grant_permission(text, text, ledger.actor) IS
'Give p_permission to p_role: every user of that role has it from the next request on. Returns all permissions of the role. choose_type lets a role post as any transaction_type, post_ and a type as that one (LG291 for customers when a limit is on it). Administrators only. Safe to repeat.';
