-- Have the mechanism of monitors watch a user's accounts in a currency.
CREATE OR REPLACE FUNCTION ledger_private.watch_low_balances(
    p_user_id bigint,
    p_currency text,
    p_threshold numeric,
    p_actor ledger.actor
)
RETURNS uuid[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account_id uuid;
    v_monitor_ids uuid[] := ARRAY[]::uuid[];
BEGIN
    FOR v_account_id IN
        SELECT a.account_id
        FROM ledger_private.account AS a
        WHERE a.user_id = p_user_id
            AND a.currency = p_currency
            AND a.status <> 'CLOSED'
            AND p_threshold IS NOT NULL
        ORDER BY a.account_id
        LIMIT 1000
    LOOP
        v_monitor_ids := v_monitor_ids || ledger_private.add_monitor(
            ledger_private.lock_account(v_account_id), p_threshold, 'below', 'available',
            p_user_id, p_actor
        );
    END LOOP;
    RETURN v_monitor_ids;
END
$function$;

COMMENT ON FUNCTION ledger_private.watch_low_balances(bigint, text, numeric, ledger.actor) IS
'Monitors that fire when what is available on one of the first 1000 open accounts of the user falls below p_threshold; none when that is NULL. Locks the accounts in id order. Accounts that are opened later get theirs from ledger.fan_out_notifications.';
