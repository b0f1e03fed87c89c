-- List exports, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_exports(
    p_account_id uuid DEFAULT NULL,
    p_account_code text DEFAULT NULL,
    p_user_id bigint DEFAULT NULL,
    p_username text DEFAULT NULL,
    p_status text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_is_ascending boolean DEFAULT false,
    p_limit integer DEFAULT 100,
    p_seen pg_snapshot DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.exports
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
        'account_code', p_account_code, 'username', p_username, 'status', p_status
    );
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    -- Made by what had not been committed when the page before was read.
    v_late := ledger_private.late_ids('export.created', 'export_id', p_after, p_seen);
    v_account_ids := ledger_private.listed_accounts(
        ledger_private.listed_account(p_account_id, p_account_code, v_actor),
        ledger_private.listed_owner(p_user_id, p_username, v_actor),
        NULL,
        v_actor
    );

    RETURN QUERY
    SELECT x.*
    FROM ledger.exports AS x
    WHERE (v_actor.role <> 'customer' OR x.made_by_user_id = v_actor.user_id)
        AND (v_account_ids IS NULL OR x.account_id = ANY (v_account_ids))
        AND (p_status IS NULL OR x.status = p_status)
        AND (p_since IS NULL OR x.created_at >= p_since)
        AND (p_until IS NULL OR x.created_at < p_until)
        AND (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN x.export_id >= coalesce(v_late[1], p_after)
                AND (x.export_id > p_after OR x.export_id = ANY (v_late))
            ELSE x.export_id < p_after
        END)
    ORDER BY
        CASE WHEN p_is_ascending THEN x.export_id END,
        CASE WHEN NOT p_is_ascending THEN x.export_id END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_exports(
    uuid, text, bigint, text, text, timestamptz, timestamptz, uuid, boolean, integer,
    pg_snapshot, ledger.actor
) IS
'Exports, those asked for last first unless p_is_ascending: of one account (p_account_id or p_account_code, LG001), of the accounts of one owner (p_user_id or p_username), of one p_status (PENDING, READY, FAILED, EXPIRED, REMOVED); p_since <= created_at < p_until. p_after is the last export_id of the page before, p_seen the pg_current_snapshot() of the statement that read it: when ascending, what has been committed since with a lower id comes too; p_limit 1 to 1000. A customer sees those it asked for, of accounts that it sees now; staff sees all. A name of somebody else needs the permission manage.';
