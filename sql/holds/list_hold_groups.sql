-- List groups of holds, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_hold_groups(
    p_account_id uuid DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.hold_groups
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user_id bigint;
    v_group_ids uuid[];
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    IF p_account_id IS NOT NULL THEN
        PERFORM ledger_private.require_account(p_account_id, v_actor, 'viewer');
    ELSIF v_actor.role = 'customer' THEN
        v_user_id := v_actor.user_id;
    END IF;
    v_group_ids := ARRAY(
        SELECT DISTINCT h.group_id
        FROM ledger_private.hold AS h
        WHERE h.group_id IS NOT NULL
            AND (p_account_id IS NULL OR h.account_id = p_account_id)
            AND (v_user_id IS NULL OR h.user_id = v_user_id)
            AND (p_after IS NULL OR h.group_id > p_after)
            AND (
                (v_actor.role <> 'customer' AND NOT ledger_private.is_restricted(v_actor.scopes))
                OR ledger_private.sees_hold_group(h.group_id, v_actor)
            )
        ORDER BY h.group_id
        LIMIT p_limit
    );

    RETURN QUERY
    SELECT g.*
    FROM ledger.hold_groups AS g
    WHERE g.group_id = ANY (v_group_ids)
    ORDER BY g.group_id;
END
$function$;

COMMENT ON FUNCTION ledger.list_hold_groups(uuid, uuid, integer, ledger.actor) IS
'Groups of holds in group_id order: those with a hold on one account (LG001), or all. p_after is the last group_id of the page before; p_limit 1 to 1000. A customer sees those on its own accounts.';
