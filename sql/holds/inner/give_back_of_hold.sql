-- Give a part of what a hold keeps, or all of it, back to its account.
CREATE OR REPLACE FUNCTION ledger_private.give_back_of_hold(
    p_hold ledger_private.hold,
    p_amount numeric,
    p_actor ledger.actor,
    p_is_freeze boolean DEFAULT false
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger_private.account := ledger_private.lock_account(p_hold.account_id);
    v_hold ledger_private.hold := ledger_private.lock_open_hold(
        p_hold.hold_id, p_actor, p_is_freeze
    );
    v_amount numeric := coalesce(p_amount, v_hold.remaining);
BEGIN
    PERFORM ledger_private.require_amount(v_amount, v_hold.minor_units);
    IF v_amount > v_hold.remaining THEN
        PERFORM ledger_private.raise_error('LG223', jsonb_build_object(
            'hold_id', v_hold.hold_id, 'amount', round(v_amount, v_hold.minor_units)::text,
            'remaining', round(v_hold.remaining, v_hold.minor_units)::text
        ));
    END IF;
    v_hold.released := v_hold.released + v_amount;
    PERFORM ledger_private.change_hold(v_account, v_hold, 'RELEASE', v_amount, NULL, p_actor);
END
$function$;

COMMENT ON FUNCTION ledger_private.give_back_of_hold(
    ledger_private.hold, numeric, ledger.actor, boolean
) IS
'Locks the account, then the hold; NULL p_amount means all that remains; LG223 beyond that. A freeze is given back only where p_is_freeze says so (LG246).';
