-- List which role may do what.
CREATE OR REPLACE FUNCTION ledger.list_role_permissions(
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.role_permissions
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');

    RETURN QUERY
    SELECT p.*
    FROM ledger.role_permissions AS p
    ORDER BY p.role, p.permission;
END
$function$;

COMMENT ON FUNCTION ledger.list_role_permissions(ledger.actor) IS
'What each role may do: rows of ledger.role_permissions, role by role. For auditors, operators and administrators. Takes no lock.';
