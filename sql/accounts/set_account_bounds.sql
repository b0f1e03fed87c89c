-- Agree another floor or ceiling for an account's balance.
CREATE OR REPLACE FUNCTION ledger.set_account_bounds(
    p_account_id uuid,
    p_min_balance numeric DEFAULT NULL,
    p_max_balance numeric DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.accounts
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger_private.account;
    v_min numeric;
    v_max numeric;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    v_account := ledger_private.lock_settled_account(p_account_id, v_actor);

    v_min := ledger_private.bound_value(
        coalesce(p_min_balance, v_account.min_balance, '-Infinity'),
        v_account.minor_units, 'min_balance'
    );
    v_max := ledger_private.bound_value(
        coalesce(p_max_balance, v_account.max_balance, 'Infinity'),
        v_account.minor_units, 'max_balance'
    );
    IF v_account.status = 'CLOSED' THEN
        PERFORM ledger_private.raise_error('LG204', jsonb_build_object(
            'account_id', p_account_id
        ));
    ELSIF v_min > v_max THEN
        PERFORM ledger_private.raise_error('LG111', jsonb_build_object(
            'min_balance', v_min::text, 'max_balance', v_max::text
        ));
    ELSIF v_account.accumulates AND v_max IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG270', jsonb_build_object(
            'account_id', p_account_id, 'max_balance', v_max::text
        ));
    ELSIF v_account.balance - v_account.held < v_min OR v_account.balance > v_max THEN
        PERFORM ledger_private.raise_error('LG209', jsonb_build_object(
            'account_id', p_account_id,
            'balance', round(v_account.balance, v_account.minor_units)::text,
            'held', round(v_account.held, v_account.minor_units)::text,
            'min_balance', v_min::text, 'max_balance', v_max::text
        ));
    ELSIF (v_min, v_max) IS NOT DISTINCT FROM (
        v_account.min_balance::numeric, v_account.max_balance::numeric
    ) THEN
        RETURN NEXT ledger_private.show_account(p_account_id);
        RETURN;
    END IF;

    PERFORM ledger_private.change_bounds(v_account, v_min, v_max, v_actor);
    RETURN NEXT ledger_private.show_account(p_account_id);
END
$function$;

COMMENT ON FUNCTION ledger.set_account_bounds(uuid, numeric, numeric, ledger.actor) IS
'Set the floor and the ceiling of an account. NULL leaves a bound as it is; -Infinity (floor) and Infinity (ceiling) remove it. The present balance must lie within the bounds (LG209); no ceiling for an account that accumulates (LG270). Audited. Locks the account. Safe to repeat.';
