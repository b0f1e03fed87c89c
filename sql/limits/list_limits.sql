-- List limits, with what is used of each now, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_limits(
    p_account_id uuid DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_transaction_type text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_limit integer DEFAULT 1000,
    p_seen pg_snapshot DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.limits
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user_id bigint := p_user_id;
    v_account ledger.accounts;
    v_reached uuid[] := ledger_private.accounts_of_key(v_actor);
    v_late uuid[];
BEGIN
    PERFORM ledger_private.require_short(
        'currency', p_currency, 'transaction_type', p_transaction_type
    );
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    -- Made by what had not been committed when the page before was read.
    v_late := ledger_private.late_ids('limit.set', 'limit_id', p_after, p_seen);
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
        AND (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN l.limit_id >= coalesce(v_late[1], p_after)
                AND (l.limit_id > p_after OR l.limit_id = ANY (v_late))
            ELSE l.limit_id < p_after
        END)
        AND (p_currency IS NULL OR l.currency = p_currency)
        AND (p_transaction_type IS NULL OR l.transaction_type = p_transaction_type)
        AND (p_since IS NULL OR l.created_at >= p_since)
        AND (p_until IS NULL OR l.created_at < p_until)
    ORDER BY
        CASE WHEN p_is_ascending THEN l.limit_id END,
        CASE WHEN NOT p_is_ascending THEN l.limit_id END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_limits(
    uuid, bigint, text, text, timestamptz, timestamptz, uuid, boolean, integer,
    pg_snapshot, ledger.actor
) IS
'The limits that apply to postings of p_account_id, with those of its owner; or all limits of p_user_id and its accounts. In the order they were set first, backwards when NOT p_is_ascending; p_since <= created_at < p_until. used and remaining are those of now. p_after is the last limit_id of the page before, p_seen the pg_current_snapshot() of the statement that read it: when ascending, what has been committed since with a lower id comes too; p_limit 1 to 1000. LG001 or LG004 for an account or a user that the actor may not see.';
