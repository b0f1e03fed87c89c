-- List with whom an account is shared, or what is shared with a user.
CREATE OR REPLACE FUNCTION ledger.list_delegations(
    p_account_id uuid DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.delegations
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user_id bigint := p_user_id;
    v_reached uuid[] := ledger_private.accounts_of_key(v_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    IF p_account_id IS NOT NULL THEN
        PERFORM ledger_private.require_account(p_account_id, v_actor);
    ELSIF v_actor.role = 'customer' THEN
        IF p_user_id <> v_actor.user_id THEN
            RETURN;
        END IF;
        v_user_id := v_actor.user_id;
    END IF;

    RETURN QUERY
    SELECT d.*
    FROM ledger.delegations AS d
    WHERE (p_account_id IS NULL OR d.account_id = p_account_id)
        AND (v_user_id IS NULL OR d.user_id = v_user_id)
        AND (v_reached IS NULL OR d.account_id = ANY (v_reached))
    ORDER BY d.account_id, d.user_id
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_delegations(uuid, bigint, integer, ledger.actor) IS
'Delegations of an account, for its owner, or those of a user, for the customer whom accounts are shared with. In (account_id, user_id) order; p_limit 1 to 1000.';
