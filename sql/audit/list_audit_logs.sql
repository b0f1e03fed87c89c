-- Read an account's audit trail a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_audit_logs(
    p_account_id uuid,
    p_before_position bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_is_ascending boolean DEFAULT false,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.audit_logs
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_page record;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    PERFORM ledger_private.require_page_size(p_limit);
    PERFORM ledger_private.require_account(p_account_id, v_actor, 'viewer');

    -- Positions have no gap, so a page is a range of them, and of versions too: what is no
    -- posting takes a position and no version. So entries are found by their key.
    SELECT
        h.high, h.low,
        h.high - ledger_private.changes_until(p_account_id, h.low) AS high_version,
        h.low - ledger_private.changes_until(p_account_id, h.high) AS low_version
    INTO v_page
    FROM ledger_private.account AS a
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN p_is_ascending
                THEN least(coalesce(p_before_position, 0) + p_limit, a.audit_position)
            ELSE least(p_before_position - 1, a.audit_position)
        END
    ) AS t (high)
    CROSS JOIN LATERAL (
        SELECT t.high, CASE
            WHEN p_is_ascending THEN coalesce(p_before_position, 0)
            ELSE greatest(t.high - p_limit, 0)
        END + 1
    ) AS h (high, low)
    WHERE a.account_id = p_account_id;
    RETURN QUERY
    SELECT l.*
    FROM ledger.audit_logs AS l
    WHERE l.account_id = p_account_id
        AND l.account_position BETWEEN v_page.low AND v_page.high
        AND l.account_version BETWEEN v_page.low_version AND v_page.high_version
    ORDER BY
        CASE WHEN p_is_ascending THEN l.account_position END,
        CASE WHEN NOT p_is_ascending THEN l.account_position END DESC;
END
$function$;

COMMENT ON FUNCTION ledger.list_audit_logs(uuid, bigint, integer, boolean, ledger.actor) IS
'Audit rows of an account, newest first unless p_is_ascending: who changed it, from where, and the balance before and after. p_before_position is the last account_position of the page before; p_limit 1 to 1000. Needs the permission read_audit.';
