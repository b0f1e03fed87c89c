-- What accounts held at the end of a day, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_account_balances(
    p_on date,
    p_axis text DEFAULT 'booked',
    p_after uuid DEFAULT NULL,
    p_limit integer DEFAULT 50,
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
BEGIN
    PERFORM ledger_private.require_short('axis', p_axis);
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    PERFORM ledger_private.require_page_size(p_limit);
    PERFORM ledger_private.require_report(p_axis, p_on, p_on);
    v_account_ids := ARRAY(
        SELECT a.account_id
        FROM ledger_private.account AS a
        WHERE (p_after IS NULL OR a.account_id > p_after)
            AND (a.created_at < ledger_private.end_of_day(p_on) OR EXISTS (
                SELECT FROM ledger_private.account_balances(p_on, p_axis, ARRAY[a.account_id])
            ))
        ORDER BY a.account_id
        LIMIT p_limit
    );

    RETURN QUERY
    SELECT b.*
    FROM ledger_private.account_balances(p_on, p_axis, v_account_ids) AS b
    ORDER BY b.account_id;
END
$function$;

COMMENT ON FUNCTION ledger.list_account_balances(date, text, uuid, integer, ledger.actor) IS
'What accounts held at the end of p_on (UTC), in account_id order: the rows of reporting.list_account_balances, a page at a time. p_axis booked or effective (LG109), LG170 without a day. p_after is the last account_id of the page before; p_limit 1 to 1000. For auditors, operators and administrators.';
