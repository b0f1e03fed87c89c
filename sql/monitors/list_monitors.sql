-- List what is watched.
CREATE OR REPLACE FUNCTION ledger.list_monitors(
    p_account_id uuid DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_limit integer DEFAULT 100,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.monitors
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    IF p_account_id IS NOT NULL THEN
        PERFORM ledger_private.require_account(p_account_id, v_actor, 'viewer');
    END IF;

    RETURN QUERY
    SELECT m.*
    FROM ledger.monitors AS m
    WHERE m.removed_at IS NULL
        AND (p_account_id IS NULL OR m.account_id = p_account_id)
        AND (p_after IS NULL OR m.monitor_id > p_after)
        AND ledger_private.sees_account(m.account_id, v_actor)
    ORDER BY m.monitor_id
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_monitors(uuid, uuid, integer, ledger.actor) IS
'Monitors in force of the accounts that the actor sees, or of p_account_id, in the order they were created. p_after is the last monitor_id of the page before; p_limit 1 to 1000. LG001 for an account that it does not see.';
