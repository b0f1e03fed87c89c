-- List which role may do what, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_role_permissions(
    p_role text DEFAULT NULL,
    p_after_role text DEFAULT NULL,
    p_after_permission text DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.role_permissions
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short(
        'role', p_role, 'after_role', p_after_role, 'after_permission', p_after_permission
    );
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT p.*
    FROM ledger.role_permissions AS p
    WHERE (p_role IS NULL OR p.role = p_role)
        AND (p_after_role IS NULL OR CASE
            WHEN p_is_ascending
                THEN (p.role, p.permission) > (p_after_role, p_after_permission)
            ELSE (p.role, p.permission) < (p_after_role, p_after_permission)
        END)
    ORDER BY
        CASE WHEN p_is_ascending THEN p.role END,
        CASE WHEN p_is_ascending THEN p.permission END,
        CASE WHEN NOT p_is_ascending THEN p.role END DESC,
        CASE WHEN NOT p_is_ascending THEN p.permission END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_role_permissions(
    text, text, text, boolean, integer, ledger.actor
) IS
'What each role may do, or p_role: rows of ledger.role_permissions, role by role, backwards when NOT p_is_ascending. p_after_role and p_after_permission are of the last row of the page before; p_limit 1 to 1000. For auditors, operators and administrators. Takes no lock. Pages are a picture in this order: what is added behind the reader is shown to whoever begins again.';
