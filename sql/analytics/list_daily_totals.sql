-- List what moved on an account day by day, and what it held, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_daily_totals(
    p_account_id uuid,
    p_from_on date DEFAULT NULL,
    p_through_on date DEFAULT NULL,
    p_after date DEFAULT NULL,
    p_is_ascending boolean DEFAULT false,
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.daily_total
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger.accounts;
    v_through_on date := least(p_through_on, 'infinity');
    v_from_on date := coalesce(p_from_on, '-infinity');
    v_found record;
    v_total ledger.daily_total;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);
    v_account := ledger_private.require_account(p_account_id, v_actor, 'viewer');
    v_total.account_id := v_account.account_id;
    v_total.currency := v_account.currency;

    FOR v_found IN
        SELECT t.*
        FROM reporting.daily_totals AS t
        WHERE t.account_id = p_account_id
            AND t.rolled_on BETWEEN v_from_on AND v_through_on
            AND (p_after IS NULL OR CASE
                WHEN p_is_ascending THEN t.rolled_on > p_after ELSE t.rolled_on < p_after
            END)
        ORDER BY
            CASE WHEN p_is_ascending THEN t.rolled_on END,
            CASE WHEN NOT p_is_ascending THEN t.rolled_on END DESC
        LIMIT p_limit
    LOOP
        v_total.rolled_on := v_found.rolled_on;
        v_total.entries := v_found.entries;
        v_total.opening_balance := v_found.opening_balance;
        v_total.money_in := v_found.money_in;
        v_total.money_out := v_found.money_out;
        v_total.fees := v_found.fees;
        v_total.closing_balance := v_found.closing_balance;
        v_total.high_balance := v_found.high_balance;
        v_total.low_balance := v_found.low_balance;
        RETURN NEXT v_total;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.list_daily_totals(
    uuid, date, date, date, boolean, integer, ledger.actor
) IS
'The days from p_from_on through p_through_on (NULL: no bound) on which something moved on the account, the newest first unless p_is_ascending. p_after is the last rolled_on of the page before; p_limit 1 to 1000. By effective date, in the time zone that ledger.rebuild_rollups was given; as far as ledger.roll_up has come. LG001 when there is no such account. Pages are a picture in this order: what is added behind the reader is shown to whoever begins again.';
