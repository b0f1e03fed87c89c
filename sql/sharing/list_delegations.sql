-- List with whom an account is shared, or what is shared with a user, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_delegations(
    p_account_id uuid DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
    p_limit integer DEFAULT 1000,
    p_account_code text DEFAULT NULL,
    p_account_code_prefix text DEFAULT NULL,
    p_username text DEFAULT NULL,
    p_kind text DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_after_account_id uuid DEFAULT NULL,
    p_after_user_id bigint DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.delegations
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
    v_edge_account_id uuid;
    v_edge_user_id bigint;
    v_found integer;
    v_marker ledger.delegations;
    v_reached uuid[] := ledger_private.accounts_of_key(v_actor);
BEGIN
    PERFORM ledger_private.require_short(
        'account_code', p_account_code, 'account_code_prefix', p_account_code_prefix,
        'username', p_username, 'kind', p_kind, 'currency', p_currency
    );
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    v_account_id := ledger_private.listed_account(p_account_id, p_account_code, v_actor);
    v_user_id := ledger_private.listed_owner(p_user_id, p_username, v_actor);
    IF v_account_id IS NOT NULL THEN
        PERFORM ledger_private.require_account(v_account_id, v_actor);
    ELSIF v_actor.role = 'customer' THEN
        IF v_user_id <> v_actor.user_id THEN
            RETURN;
        END IF;
        v_user_id := v_actor.user_id;
    END IF;
    -- What no index finds is looked for among so many.
    IF num_nonnulls(p_account_code_prefix, p_kind, p_currency, p_since, p_until) > 0 THEN
        SELECT d.account_id, d.user_id INTO v_edge_account_id, v_edge_user_id
        FROM ledger_private.delegation AS d
        WHERE (v_account_id IS NULL OR d.account_id = v_account_id)
            AND (v_user_id IS NULL OR d.user_id = v_user_id)
            AND (p_after_account_id IS NULL OR CASE
                WHEN p_is_ascending
                    THEN (d.account_id, d.user_id) > (p_after_account_id, p_after_user_id)
                ELSE (d.account_id, d.user_id) < (p_after_account_id, p_after_user_id)
            END)
        ORDER BY
            CASE WHEN p_is_ascending THEN d.account_id END,
            CASE WHEN p_is_ascending THEN d.user_id END,
            CASE WHEN NOT p_is_ascending THEN d.account_id END DESC,
            CASE WHEN NOT p_is_ascending THEN d.user_id END DESC
        OFFSET 19999 LIMIT 1;
    END IF;

    RETURN QUERY
    SELECT d.*
    FROM ledger.delegations AS d
    WHERE (v_account_id IS NULL OR d.account_id = v_account_id)
        AND (v_user_id IS NULL OR d.user_id = v_user_id)
        AND (v_reached IS NULL OR d.account_id = ANY (v_reached))
        AND (p_after_account_id IS NULL OR CASE
            WHEN p_is_ascending
                THEN (d.account_id, d.user_id) > (p_after_account_id, p_after_user_id)
            ELSE (d.account_id, d.user_id) < (p_after_account_id, p_after_user_id)
        END)
        AND (v_edge_account_id IS NULL OR CASE
            WHEN p_is_ascending
                THEN (d.account_id, d.user_id) <= (v_edge_account_id, v_edge_user_id)
            ELSE (d.account_id, d.user_id) >= (v_edge_account_id, v_edge_user_id)
        END)
        AND (p_account_code_prefix IS NULL OR ledger_private.code_begins(
            d.account_id, p_account_code_prefix, v_actor
        ))
        AND (p_kind IS NULL OR d.kind = p_kind)
        AND (p_currency IS NULL OR d.currency = p_currency)
        AND (p_since IS NULL OR d.granted_at >= p_since)
        AND (p_until IS NULL OR d.granted_at < p_until)
    ORDER BY
        CASE WHEN p_is_ascending THEN d.account_id END,
        CASE WHEN p_is_ascending THEN d.user_id END,
        CASE WHEN NOT p_is_ascending THEN d.account_id END DESC,
        CASE WHEN NOT p_is_ascending THEN d.user_id END DESC
    LIMIT p_limit;
    GET DIAGNOSTICS v_found = ROW_COUNT;
    IF v_edge_account_id IS NOT NULL AND v_found < p_limit THEN
        v_marker.account_id := v_edge_account_id;
        v_marker.user_id := v_edge_user_id;
        RETURN NEXT v_marker;
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger.list_delegations(
    uuid, bigint, integer, text, text, text, text, text, timestamptz, timestamptz, uuid,
    bigint, boolean, ledger.actor
) IS
'Delegations of an account, for its owner, or those of a user, for the customer whom accounts are shared with. In (account_id, user_id) order, backwards when NOT p_is_ascending. p_account_id or p_account_code (LG001), p_user_id or p_username; p_account_code_prefix: of accounts whose code begins so; p_kind owner, spender or viewer; p_since <= granted_at < p_until. p_after_account_id and p_after_user_id are of the last row of the page before; p_limit 1 to 1000. A search stops when it has examined 20000 delegations: its last row then has only an account_id and a user_id, to be given as those. A name of somebody else needs the permission manage. Pages are a picture in this order: what is added behind the reader is shown to whoever begins again.';
