-- Take the amount of a capture out of what a hold keeps, so that it can be posted.
CREATE OR REPLACE FUNCTION ledger_private.take_from_hold(
    p_account ledger_private.account,
    p_hold ledger_private.hold,
    p_amount numeric,
    p_is_final boolean,
    p_transaction_id uuid,
    p_actor ledger.actor
)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    PERFORM ledger_private.require_amount(p_amount, p_hold.minor_units);
    IF p_amount > p_hold.remaining + p_hold.tolerance THEN
        PERFORM ledger_private.raise_error('LG222', jsonb_build_object(
            'hold_id', p_hold.hold_id, 'amount', round(p_amount, p_hold.minor_units)::text,
            'remaining', round(p_hold.remaining, p_hold.minor_units)::text,
            'tolerance', round(p_hold.tolerance, p_hold.minor_units)::text
        ));
    END IF;
    IF p_hold.captured + p_amount > ledger_private.largest_amount() THEN
        PERFORM ledger_private.raise_error('LG106', jsonb_build_object(
            'hold_id', p_hold.hold_id,
            'amount', round(p_hold.captured + p_amount, p_hold.minor_units)::text
        ));
    END IF;
    p_hold.captured := p_hold.captured + p_amount;
    IF p_is_final THEN
        p_hold.released := greatest(p_hold.amount - p_hold.captured, p_hold.released);
    END IF;
    RETURN ledger_private.change_hold(
        p_account, p_hold, 'CAPTURE', p_amount, p_transaction_id, p_actor
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.take_from_hold(
    ledger_private.account, ledger_private.hold, numeric, boolean, uuid, ledger.actor
) IS
'Marks p_amount of an open hold as captured by p_transaction_id, which the caller posts next; LG222 beyond what remains and its tolerance, LG106 when all captures come to more than an amount can be. With p_is_final the rest is released. Account and hold are locked by the caller.';
