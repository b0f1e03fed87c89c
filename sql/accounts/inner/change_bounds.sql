-- Give a locked account another floor and ceiling, on file.
CREATE OR REPLACE FUNCTION ledger_private.change_bounds(
    p_account ledger_private.account,
    p_min_balance numeric,
    p_max_balance numeric,
    p_actor ledger.actor
)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    p_account := ledger_private.append_audit(p_account, 'BOUNDS', jsonb_build_object(
        'old_min_balance', round(p_account.min_balance, p_account.minor_units)::text,
        'new_min_balance', round(p_min_balance, p_account.minor_units)::text,
        'old_max_balance', round(p_account.max_balance, p_account.minor_units)::text,
        'new_max_balance', round(p_max_balance, p_account.minor_units)::text
    ), p_actor);
    p_account.min_balance := p_min_balance;
    p_account.max_balance := p_max_balance;
    PERFORM ledger_private.store_account(p_account);
    PERFORM ledger_private.note_account('account.bounds_changed', p_account.account_id, p_actor);
    RETURN p_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.change_bounds(
    ledger_private.account, numeric, numeric, ledger.actor
) IS
'Audits the change as BOUNDS, stores it, and returns the row as it now is. NULL means no bound. Whether the bounds are allowed is the caller''s to know.';
