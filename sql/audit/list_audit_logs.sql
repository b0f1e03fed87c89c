-- Read an account's audit trail backwards, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_audit_logs(
    p_account_id uuid,
    p_before_position bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.audit_logs
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    PERFORM ledger_private.require_page_size(p_limit);
    PERFORM ledger_private.require_account(p_account_id, v_actor, 'viewer');

    RETURN QUERY
    SELECT l.*
    FROM ledger.audit_logs AS l
    WHERE l.account_id = p_account_id
        AND l.account_position < coalesce(p_before_position, 9223372036854775807)
    ORDER BY l.account_position DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_audit_logs(uuid, bigint, integer, ledger.actor) IS
'Audit rows of an account, newest first: who changed it, from where, and the balance before and after. p_limit 1 to 1000. Needs the permission read_audit.';
