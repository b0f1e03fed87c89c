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
    v_user_id bigint := p_user_id;
    v_shared uuid[] := ARRAY[]::uuid[];
    v_from_id uuid;
    v_codes text[];
    v_reached uuid[] := ledger_private.accounts_of_key(v_actor);
BEGIN
    PERFORM ledger_private.require_short(
        'currency', p_currency, 'status', p_status, 'category', p_category,
        'account_class', p_account_class, 'code', p_code
    );
    PERFORM ledger_private.require_small('metadata', p_metadata);
    v_from_id := coalesce(
        ledger_private.id_at(p_since - interval '1 hour'), '00000000-0000-0000-0000-000000000000'
    );
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    v_codes := ARRAY[normalize(p_code, NFC), ledger_private.code_of_actor(p_code, v_actor)];
    IF v_actor.role = 'customer' THEN
        IF p_user_id <> v_actor.user_id THEN
            RETURN;
        END IF;
        v_user_id := v_actor.user_id;
        v_shared := ARRAY(
            SELECT d.account_id FROM ledger_private.delegation AS d
            WHERE d.user_id = v_actor.user_id
                AND coalesce(d.expires_at, 'infinity') > clock_timestamp()
                AND p_user_id IS NULL
        );
    END IF;

    RETURN QUERY
    SELECT a.*
    FROM ledger.accounts AS a
    WHERE (v_user_id IS NULL OR a.user_id = v_user_id OR a.account_id = ANY (v_shared))
        AND (v_reached IS NULL OR a.account_id = ANY (v_reached))
        AND (p_currency IS NULL OR a.currency = p_currency)
        AND (p_status IS NULL OR a.status = p_status)
        AND (p_after IS NULL OR a.account_id > p_after)
        AND (p_metadata IS NULL OR a.metadata @> p_metadata)
        AND (
            p_category IS NULL
            OR a.category = normalize(p_category, NFC)
            OR starts_with(a.category, normalize(p_category, NFC) || '/')
        )
        AND (p_account_class IS NULL OR a.account_class = p_account_class)
        AND (p_code IS NULL OR a.code = ANY (v_codes))
        AND (p_since IS NULL OR (
            a.created_at >= p_since
            -- The ids of what the house has in every cell tell no time.
            AND (a.account_id > v_from_id OR a.account_id < '00000000-0001-0000-0000-000000000000')
        ))
        AND (p_until IS NULL OR a.created_at < p_until)
    ORDER BY a.account_id
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_accounts(
    bigint, text, text, uuid, integer, jsonb, text, text, text, timestamptz, timestamptz,
    ledger.actor
) IS
'Accounts in account_id order, which is the order they were opened in; those that the house has under one id in every cell come first. p_after is the last account_id of the page before; p_limit 1 to 1000. p_metadata: accounts whose metadata contains it; p_category: accounts in that category or below; p_since <= created_at < p_until. A customer sees its own accounts and, unless p_user_id is given, those that are shared with it; a restricted API key lists what it reaches.';
