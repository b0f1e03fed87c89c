-- List holds, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_holds(
    p_account_id uuid DEFAULT NULL,
    p_status text DEFAULT NULL,
    p_group_id uuid DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_account_code text DEFAULT NULL,
    p_account_code_prefix text DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
    p_username text DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_min_amount numeric DEFAULT NULL,
    p_max_amount numeric DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
    p_metadata_key text DEFAULT NULL,
    p_text text DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_seen pg_snapshot DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.holds
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
    v_account_ids uuid[];
    v_edge uuid;
    v_found integer;
    v_marker ledger.holds;
    v_late uuid[];
BEGIN
    PERFORM ledger_private.require_short(
        'status', p_status, 'account_code', p_account_code,
        'account_code_prefix', p_account_code_prefix, 'username', p_username,
        'currency', p_currency, 'metadata_key', p_metadata_key, 'text', p_text
    );
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    -- Made by what had not been committed when the page before was read.
    v_late := ledger_private.late_ids('hold.placed', 'hold_id', p_after, p_seen);
    v_account_id := ledger_private.listed_account(p_account_id, p_account_code, v_actor);
    v_user_id := ledger_private.listed_owner(p_user_id, p_username, v_actor);
    v_account_ids := ledger_private.listed_accounts(
        v_account_id, v_user_id, p_account_code_prefix, v_actor
    );
    -- What no index finds is looked for among so many.
    IF num_nonnulls(
        p_status, p_account_code_prefix, p_currency, p_min_amount, p_max_amount,
        p_since, p_until, p_metadata, p_metadata_key, p_text
    ) > 0 THEN
        SELECT h.hold_id INTO v_edge
        FROM ledger_private.hold AS h
        WHERE (v_account_ids IS NULL OR h.account_id = ANY (v_account_ids))
            AND (p_group_id IS NULL OR h.group_id = p_group_id)
            AND (p_after IS NULL OR CASE
                WHEN p_is_ascending THEN h.hold_id > p_after ELSE h.hold_id < p_after
            END)
        ORDER BY
            CASE WHEN p_is_ascending THEN h.hold_id END,
            CASE WHEN NOT p_is_ascending THEN h.hold_id END DESC
        OFFSET 19999 LIMIT 1;
    END IF;

    RETURN QUERY
    SELECT h.*
    FROM ledger.holds AS h
    WHERE (v_account_ids IS NULL OR h.account_id = ANY (v_account_ids))
        AND (p_status IS NULL OR h.status = p_status)
        AND (p_group_id IS NULL OR h.group_id = p_group_id)
        AND (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN h.hold_id >= coalesce(v_late[1], p_after)
                AND (h.hold_id > p_after OR h.hold_id = ANY (v_late))
            ELSE h.hold_id < p_after
        END)
        AND (v_edge IS NULL OR CASE
            WHEN p_is_ascending THEN h.hold_id <= v_edge ELSE h.hold_id >= v_edge
        END)
        AND (v_account_ids IS NOT NULL OR p_account_code_prefix IS NULL
            OR ledger_private.code_begins(h.account_id, p_account_code_prefix, v_actor))
        AND (p_currency IS NULL OR h.currency = p_currency)
        AND (p_min_amount IS NULL OR h.amount >= p_min_amount)
        AND (p_max_amount IS NULL OR h.amount <= p_max_amount)
        AND (p_since IS NULL OR h.created_at >= p_since)
        AND (p_until IS NULL OR h.created_at < p_until)
        AND (p_metadata IS NULL OR h.metadata @> p_metadata)
        AND (p_metadata_key IS NULL OR h.metadata ? p_metadata_key)
        AND (p_text IS NULL OR ledger_private.contains_text(h.description, p_text))
    ORDER BY
        CASE WHEN p_is_ascending THEN h.hold_id END,
        CASE WHEN NOT p_is_ascending THEN h.hold_id END DESC
    LIMIT p_limit;
    GET DIAGNOSTICS v_found = ROW_COUNT;
    IF v_edge IS NOT NULL AND v_found < p_limit THEN
        v_marker.hold_id := v_edge;
        RETURN NEXT v_marker;
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger.list_holds(
    uuid, text, uuid, uuid, integer, text, text, bigint, text, text, numeric, numeric,
    timestamptz, timestamptz, jsonb, text, text, boolean, pg_snapshot, ledger.actor
) IS
'Holds in hold_id order, which is the order they were placed in, backwards when NOT p_is_ascending: of one account (p_account_id or p_account_code, LG001), of accounts whose code begins with p_account_code_prefix, of one owner (p_user_id or p_username), one status (OPEN, CAPTURED, RELEASED, EXPIRED), one group or currency; amounts from p_min_amount to p_max_amount; p_since <= created_at < p_until; p_metadata: those whose metadata contains it, p_metadata_key: has this key; p_text: those whose description contains it. p_after is the last hold_id of the page before, p_seen the pg_current_snapshot() of the statement that read it: when ascending, what has been committed since with a lower id comes too; p_limit 1 to 1000. A search stops when it has examined 20000 holds: its last row then has only a hold_id, to be given as p_after. A customer sees the holds on its own accounts and, unless an owner is given, on those that are shared with it. A name of somebody else needs the permission manage.';
