-- List monitors in force, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_monitors(
    p_account_id uuid DEFAULT NULL,
    p_account_code text DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
    p_username text DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_limit integer DEFAULT 100,
    p_seen pg_snapshot DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.monitors
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account_ids uuid[];
    v_late uuid[];
BEGIN
    PERFORM ledger_private.require_short(
        'account_code', p_account_code, 'username', p_username, 'currency', p_currency
    );
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    -- Made by what had not been committed when the page before was read.
    v_late := ledger_private.late_ids('monitor.created', 'monitor_id', p_after, p_seen);
    v_account_ids := ledger_private.listed_accounts(
        ledger_private.listed_account(p_account_id, p_account_code, v_actor),
        ledger_private.listed_owner(p_user_id, p_username, v_actor),
        NULL,
        v_actor
    );

    RETURN QUERY
    SELECT m.*
    FROM ledger.monitors AS m
    WHERE m.removed_at IS NULL
        AND (v_account_ids IS NULL OR m.account_id = ANY (v_account_ids))
        AND (p_currency IS NULL OR m.currency = p_currency)
        AND (p_since IS NULL OR m.created_at >= p_since)
        AND (p_until IS NULL OR m.created_at < p_until)
        AND (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN m.monitor_id >= coalesce(v_late[1], p_after)
                AND (m.monitor_id > p_after OR m.monitor_id = ANY (v_late))
            ELSE m.monitor_id < p_after
        END)
    ORDER BY
        CASE WHEN p_is_ascending THEN m.monitor_id END,
        CASE WHEN NOT p_is_ascending THEN m.monitor_id END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_monitors(
    uuid, text, bigint, text, text, timestamptz, timestamptz, uuid, boolean, integer,
    pg_snapshot, ledger.actor
) IS
'Monitors in force of the accounts that the actor sees, in the order they were created, backwards when NOT p_is_ascending: of one account (p_account_id or p_account_code, LG001), of the accounts of one owner (p_user_id or p_username) or in one currency; p_since <= created_at < p_until. p_after is the last monitor_id of the page before, p_seen the pg_current_snapshot() of the statement that read it: when ascending, what has been committed since with a lower id comes too; p_limit 1 to 1000. A customer sees those of its own accounts and, unless an owner is given, of those that are shared with it. A name of somebody else needs the permission manage.';
