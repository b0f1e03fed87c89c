-- Show what an account holds, now or at a moment in the past.
CREATE OR REPLACE FUNCTION ledger.get_balance(
    p_account_id uuid,
    p_as_of timestamptz DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.balances
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger.accounts;
    v_entry ledger_private.transaction_entry;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    v_account := ledger_private.require_account(p_account_id, v_actor);

    IF p_as_of IS NULL THEN
        RETURN ROW(
            v_account.account_id, v_account.currency, v_account.balance, v_account.held,
            v_account.available, v_account.version, clock_timestamp()
        )::ledger.balances;
    END IF;
    v_entry := ledger_private.last_entry_at(p_account_id, v_account.version, p_as_of);
    RETURN ROW(
        v_account.account_id, v_account.currency,
        round(coalesce(v_entry.balance_after, 0), scale(v_account.balance)),
        NULL, NULL, coalesce(v_entry.account_version, 0), p_as_of
    )::ledger.balances;
END
$function$;

COMMENT ON FUNCTION ledger.get_balance(uuid, timestamptz, ledger.actor) IS
'Balance, held and available amount of an account; with p_as_of the balance as it was booked at that moment (held and available are then NULL). LG001 when there is no such account. Takes no lock.';
