-- List holds, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_holds(
    p_account_id uuid DEFAULT NULL,
    p_status text DEFAULT NULL,
    p_group_id uuid DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.holds
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account_ids uuid[];
    v_reached uuid[] := ledger_private.accounts_of_key(v_actor);
BEGIN
    PERFORM ledger_private.require_short('status', p_status);
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    IF p_account_id IS NOT NULL THEN
        PERFORM ledger_private.require_account(p_account_id, v_actor, 'viewer');
        v_account_ids := ARRAY[p_account_id];
    ELSIF v_actor.role = 'customer' THEN
        v_account_ids := ARRAY(
            SELECT a.account_id FROM ledger_private.account AS a
            WHERE a.user_id = v_actor.user_id
        );
    END IF;

    RETURN QUERY
    SELECT h.*
    FROM ledger.holds AS h
    WHERE (v_account_ids IS NULL OR h.account_id = ANY (v_account_ids))
        AND (v_reached IS NULL OR h.account_id = ANY (v_reached))
        AND (p_status IS NULL OR h.status = p_status)
        AND (p_group_id IS NULL OR h.group_id = p_group_id)
        AND (p_after IS NULL OR h.hold_id > p_after)
    ORDER BY h.hold_id
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_holds(uuid, text, uuid, uuid, integer, ledger.actor) IS
'Holds in hold_id order, which is the order they were placed in, of one account (LG001), one status (OPEN, CAPTURED, RELEASED, EXPIRED) or one group. p_after is the last hold_id of the page before; p_limit 1 to 1000. A customer sees the holds on its own accounts.';
