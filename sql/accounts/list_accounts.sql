-- List accounts, a page at a time.
-- Planned for its arguments each time, so that each filter goes through its own index.
CREATE OR REPLACE FUNCTION ledger.list_accounts(
    p_user_id bigint DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_status text DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_metadata jsonb DEFAULT NULL,
    p_category text DEFAULT NULL,
    p_account_class text DEFAULT NULL,
    p_code text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_account_id uuid DEFAULT NULL,
    p_code_prefix text DEFAULT NULL,
    p_username text DEFAULT NULL,
    p_min_amount numeric DEFAULT NULL,
    p_max_amount numeric DEFAULT NULL,
    p_metadata_key text DEFAULT NULL,
    p_text text DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_seen pg_snapshot DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.accounts
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user_id bigint;
    v_shared uuid[] := ARRAY[]::uuid[];
    v_from_id uuid;
    v_codes text[];
    v_among uuid[];
    v_edge uuid;
    v_found integer;
    v_marker ledger.accounts;
    v_reached uuid[] := ledger_private.accounts_of_key(v_actor);
    v_late uuid[];
BEGIN
    PERFORM ledger_private.require_short(
        'currency', p_currency, 'status', p_status, 'category', p_category,
        'account_class', p_account_class, 'code', p_code, 'code_prefix', p_code_prefix,
        'username', p_username, 'metadata_key', p_metadata_key, 'text', p_text
    );
    PERFORM ledger_private.require_small('metadata', p_metadata);
    v_from_id := coalesce(
        ledger_private.id_at(p_since - interval '1 hour'), '00000000-0000-0000-0000-000000000000'
    );
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    -- Made by what had not been committed when the page before was read.
    v_late := ledger_private.late_ids('account.opened', 'account_id', p_after, p_seen);
    v_user_id := ledger_private.listed_owner(p_user_id, p_username, v_actor);
    IF p_code_prefix IS NOT NULL THEN
        v_among := ledger_private.listed_accounts(NULL, v_user_id, p_code_prefix, v_actor);
    END IF;
    v_codes := ARRAY[normalize(p_code, NFC), ledger_private.code_of_actor(p_code, v_actor)];
    IF v_actor.role = 'customer' THEN
        IF v_user_id <> v_actor.user_id THEN
            RETURN;
        END IF;
        v_shared := ARRAY(
            SELECT d.account_id FROM ledger_private.delegation AS d
            WHERE d.user_id = v_actor.user_id
                AND coalesce(d.expires_at, 'infinity') > clock_timestamp()
                AND v_user_id IS NULL
        );
        v_user_id := v_actor.user_id;
    END IF;
    -- What no index finds is looked for among so many.
    IF p_account_id IS NULL AND p_code IS NULL AND v_among IS NULL AND num_nonnulls(
        p_category, p_account_class, p_until, p_min_amount, p_max_amount,
        p_code_prefix, p_metadata_key, p_text
    ) > 0 THEN
        SELECT a.account_id INTO v_edge
        FROM ledger_private.account AS a
        WHERE (v_user_id IS NULL OR a.user_id = v_user_id OR a.account_id = ANY (v_shared))
            AND (p_currency IS NULL OR a.currency = p_currency)
            AND (p_status IS NULL OR a.status = p_status)
            AND (p_metadata IS NULL OR a.metadata @> p_metadata)
            AND (p_after IS NULL OR CASE
                WHEN p_is_ascending THEN a.account_id > p_after ELSE a.account_id < p_after
            END)
        ORDER BY
            CASE WHEN p_is_ascending THEN a.account_id END,
            CASE WHEN NOT p_is_ascending THEN a.account_id END DESC
        OFFSET 19999 LIMIT 1;
    END IF;

    RETURN QUERY
    SELECT a.*
    FROM ledger.accounts AS a
    WHERE (v_user_id IS NULL OR a.user_id = v_user_id OR a.account_id = ANY (v_shared))
        AND (p_account_id IS NULL OR a.account_id = p_account_id)
        AND (v_among IS NULL OR a.account_id = ANY (v_among))
        AND (v_reached IS NULL OR a.account_id = ANY (v_reached))
        AND (p_currency IS NULL OR a.currency = p_currency)
        AND (p_status IS NULL OR a.status = p_status)
        AND (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN a.account_id >= coalesce(v_late[1], p_after)
                AND (a.account_id > p_after OR a.account_id = ANY (v_late))
            ELSE a.account_id < p_after
        END)
        AND (v_edge IS NULL OR CASE
            WHEN p_is_ascending THEN a.account_id <= v_edge ELSE a.account_id >= v_edge
        END)
        AND (p_metadata IS NULL OR a.metadata @> p_metadata)
        AND (p_metadata_key IS NULL OR a.metadata ? p_metadata_key)
        AND (
            p_category IS NULL
            OR a.category = normalize(p_category, NFC)
            OR starts_with(a.category, normalize(p_category, NFC) || '/')
        )
        AND (p_account_class IS NULL OR a.account_class = p_account_class)
        AND (p_code IS NULL OR a.code = ANY (v_codes))
        AND (p_code_prefix IS NULL OR starts_with(a.code, normalize(p_code_prefix, NFC))
            OR starts_with(a.code, ledger_private.code_of_actor(p_code_prefix, v_actor)))
        AND (p_min_amount IS NULL OR a.balance >= p_min_amount)
        AND (p_max_amount IS NULL OR a.balance <= p_max_amount)
        AND (p_text IS NULL OR ledger_private.contains_text(a.name, p_text))
        AND (p_since IS NULL OR (
            a.created_at >= p_since
            -- The ids of what the house has in every cell tell no time.
            AND (a.account_id > v_from_id OR a.account_id < '00000000-0001-0000-0000-000000000000')
        ))
        AND (p_until IS NULL OR a.created_at < p_until)
    ORDER BY
        CASE WHEN p_is_ascending THEN a.account_id END,
        CASE WHEN NOT p_is_ascending THEN a.account_id END DESC
    LIMIT p_limit;
    GET DIAGNOSTICS v_found = ROW_COUNT;
    IF v_edge IS NOT NULL AND v_found < p_limit THEN
        v_marker.account_id := v_edge;
        RETURN NEXT v_marker;
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger.list_accounts(
    bigint, text, text, uuid, integer, jsonb, text, text, text, timestamptz, timestamptz,
    uuid, text, text, numeric, numeric, text, text, boolean, pg_snapshot, ledger.actor
) IS
'Accounts in account_id order, which is the order they were opened in, backwards when NOT p_is_ascending; those that the house has under one id in every cell come first. p_after is the last account_id of the page before, p_seen the pg_current_snapshot() of the statement that read it: when ascending, what has been committed since with a lower id comes too; p_limit 1 to 1000. p_user_id or p_username: whose; p_code: the one with this code, p_code_prefix: those whose code begins so, for a customer in its own space too; p_metadata: accounts whose metadata contains it, p_metadata_key: has this key; p_category: accounts in that category or below; balances from p_min_amount to p_max_amount; p_text: those whose name contains it; p_since <= created_at < p_until. A search stops when it has examined 20000 accounts: its last row then has only an account_id, to be given as p_after. A customer sees its own accounts and, unless an owner is given, those that are shared with it; a restricted API key lists what it reaches. A name of somebody else needs the permission manage.';
