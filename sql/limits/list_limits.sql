-- List limits, with what is used of each now.
CREATE OR REPLACE FUNCTION ledger.list_limits(
    p_account_id uuid DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.limits
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user_id bigint := p_user_id;
    v_account ledger.accounts;
    v_reached uuid[] := ledger_private.accounts_of_key(v_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    IF num_nonnulls(p_account_id, p_user_id) <> 1 THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "user_id"}');
    ELSIF p_account_id IS NOT NULL THEN
        v_account := ledger_private.require_account(p_account_id, v_actor);
        v_user_id := v_account.user_id;
    ELSIF (v_actor.role = 'customer' AND p_user_id <> v_actor.user_id) OR NOT EXISTS (
        SELECT FROM ledger_private.app_user AS u WHERE u.user_id = p_user_id
    ) THEN
        PERFORM ledger_private.raise_error('LG004', jsonb_build_object('user_id', p_user_id));
    END IF;

    RETURN QUERY
    SELECT l.*
    FROM ledger.limits AS l
    WHERE l.user_id = v_user_id
        AND (v_reached IS NULL OR l.account_id IS NULL OR l.account_id = ANY (v_reached))
        AND (
            p_account_id IS NULL
            OR l.account_id = p_account_id
            OR (
                l.account_id IS NULL
                AND coalesce(l.currency, v_account.currency) = v_account.currency
            )
        )
    ORDER BY l.limit_id;
END
$function$;

COMMENT ON FUNCTION ledger.list_limits(uuid, bigint, ledger.actor) IS
'The limits that apply to postings of p_account_id, with those of its owner; or all limits of p_user_id and its accounts. used and remaining are those of now. LG001 or LG004 for an account or a user that the actor may not see.';
