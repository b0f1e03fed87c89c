-- List groups of holds, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_hold_groups(
    p_account_id uuid DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_account_code text DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
    p_username text DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.hold_groups
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account_id uuid;
    v_user_id bigint;
    v_group_ids uuid[];
BEGIN
    PERFORM ledger_private.require_short(
        'account_code', p_account_code, 'username', p_username
    );
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    v_account_id := ledger_private.listed_account(p_account_id, p_account_code, v_actor);
    v_user_id := ledger_private.listed_owner(p_user_id, p_username, v_actor);
    IF v_account_id IS NOT NULL THEN
        PERFORM ledger_private.require_account(v_account_id, v_actor, 'viewer');
    ELSIF v_actor.role = 'customer' THEN
        IF v_user_id <> v_actor.user_id THEN
            RETURN;
        END IF;
        v_user_id := v_actor.user_id;
    END IF;
    v_group_ids := ARRAY(
        SELECT h.group_id
        FROM ledger_private.hold AS h
        WHERE h.group_id IS NOT NULL
            AND (v_account_id IS NULL OR h.account_id = v_account_id)
            AND (v_user_id IS NULL OR h.user_id = v_user_id)
            AND (p_after IS NULL OR CASE
                WHEN p_is_ascending THEN h.group_id > p_after ELSE h.group_id < p_after
            END)
            AND (
                (v_actor.role <> 'customer' AND NOT ledger_private.is_restricted(v_actor.scopes))
                OR ledger_private.sees_hold_group(h.group_id, v_actor)
            )
        GROUP BY h.group_id
        ORDER BY
            CASE WHEN p_is_ascending THEN h.group_id END,
            CASE WHEN NOT p_is_ascending THEN h.group_id END DESC
        LIMIT p_limit
    );

    RETURN QUERY
    SELECT g.*
    FROM ledger.hold_groups AS g
    WHERE g.group_id = ANY (v_group_ids)
    ORDER BY
        CASE WHEN p_is_ascending THEN g.group_id END,
        CASE WHEN NOT p_is_ascending THEN g.group_id END DESC;
END
$function$;

COMMENT ON FUNCTION ledger.list_hold_groups(
    uuid, uuid, integer, text, bigint, text, boolean, ledger.actor
) IS
'Groups of holds in group_id order, backwards when NOT p_is_ascending: those with a hold on one account (p_account_id or p_account_code, LG001), of one owner (p_user_id or p_username), or all. p_after is the last group_id of the page before; p_limit 1 to 1000. A customer sees those on its own accounts. A name of somebody else needs the permission manage. Pages are a picture in this order: what is added behind the reader is shown to whoever begins again.';
