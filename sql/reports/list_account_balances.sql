-- What accounts held at the end of a day, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_account_balances(
    p_on date,
    p_axis text DEFAULT 'booked',
    p_after uuid DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_user_id bigint DEFAULT NULL,
    p_username text DEFAULT NULL,
    p_account_id uuid DEFAULT NULL,
    p_account_code text DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF reporting.account_balance
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account_ids uuid[];
    v_account_id uuid;
    v_user_id bigint;
BEGIN
    PERFORM ledger_private.require_short(
        'axis', p_axis, 'username', p_username, 'account_code', p_account_code,
        'currency', p_currency
    );
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    PERFORM ledger_private.require_page_size(p_limit);
    PERFORM ledger_private.require_report(p_axis, p_on, p_on);
    v_user_id := ledger_private.listed_owner(p_user_id, p_username, v_actor);
    v_account_id := ledger_private.listed_account(p_account_id, p_account_code, v_actor);
    v_account_ids := ARRAY(
        SELECT a.account_id
        FROM ledger_private.account AS a
        WHERE (p_after IS NULL OR CASE
                WHEN p_is_ascending THEN a.account_id > p_after ELSE a.account_id < p_after
            END)
            AND (v_user_id IS NULL OR a.user_id = v_user_id)
            AND (v_account_id IS NULL OR a.account_id = v_account_id)
            AND (p_currency IS NULL OR a.currency = p_currency)
            AND (a.created_at < ledger_private.end_of_day(p_on) OR EXISTS (
                SELECT FROM ledger_private.account_balances(p_on, p_axis, ARRAY[a.account_id])
            ))
        ORDER BY
            CASE WHEN p_is_ascending THEN a.account_id END,
            CASE WHEN NOT p_is_ascending THEN a.account_id END DESC
        LIMIT p_limit
    );

    RETURN QUERY
    SELECT b.*
    FROM ledger_private.account_balances(p_on, p_axis, v_account_ids) AS b
    ORDER BY
        CASE WHEN p_is_ascending THEN b.account_id END,
        CASE WHEN NOT p_is_ascending THEN b.account_id END DESC;
END
$function$;

COMMENT ON FUNCTION ledger.list_account_balances(
    date, text, uuid, integer, bigint, text, uuid, text, text, boolean, ledger.actor
) IS
'What accounts held at the end of p_on (UTC), in account_id order, backwards when NOT p_is_ascending: the rows of reporting.list_account_balances, a page at a time. p_axis booked or effective (LG109), LG170 without a day. p_user_id or p_username: whose; p_account_id or p_account_code: one (LG001); p_currency. p_after is the last account_id of the page before; p_limit 1 to 1000. For auditors, operators and administrators; a name of somebody else needs the permission manage. Pages are a picture in this order: what is added behind the reader is shown to whoever begins again.';
