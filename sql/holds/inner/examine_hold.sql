-- Check a request for a hold, and give the row that it asks for, not yet stored.
CREATE OR REPLACE FUNCTION ledger_private.examine_hold(
    p_account_id uuid,
    p_amount numeric,
    p_to_account_id uuid,
    p_tolerance_amount numeric,
    p_tolerance_percent numeric,
    p_description text,
    p_metadata jsonb,
    p_actor ledger.actor
)
RETURNS ledger_private.hold
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_payer ledger.accounts := ledger_private.require_account(p_account_id, p_actor);
    v_payee_currency text;
    v_hold ledger_private.hold;
    v_field text;
BEGIN
    v_hold.minor_units := scale(v_payer.balance);
    PERFORM ledger_private.require_amount(p_amount, v_hold.minor_units);

    IF p_to_account_id = p_account_id THEN
        PERFORM ledger_private.raise_error('LG107', jsonb_build_object(
            'account_id', p_account_id
        ));
    ELSIF p_to_account_id IS NOT NULL THEN
        SELECT a.currency INTO v_payee_currency
        FROM ledger_private.account AS a
        WHERE a.account_id = p_to_account_id;
        IF NOT FOUND THEN
            PERFORM ledger_private.raise_error('LG001', jsonb_build_object(
                'account_id', p_to_account_id
            ));
        ELSIF v_payee_currency <> v_payer.currency THEN
            PERFORM ledger_private.raise_error('LG205', jsonb_build_object(
                'from_account_currency', v_payer.currency, 'from_account_id', p_account_id,
                'to_account_id', p_to_account_id
            ));
        END IF;
    END IF;

    -- NaN and the infinities lie outside every range.
    v_field := CASE
        WHEN ledger_private.amount_fault(p_tolerance_amount, v_hold.minor_units) <> 'LG104'
            THEN 'tolerance_amount'
        WHEN p_tolerance_percent NOT BETWEEN 0 AND 100
            OR scale(trim_scale(p_tolerance_percent)) > 4
            OR p_tolerance_amount IS NOT NULL AND p_tolerance_percent IS NOT NULL
            THEN 'tolerance_percent'
        ELSE ledger_private.malformed_field(NULL, p_description, p_metadata, NULL, NULL)
    END;
    IF v_field IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object('field', v_field));
    END IF;

    v_hold.account_id := p_account_id;
    v_hold.to_account_id := p_to_account_id;
    v_hold.user_id := v_payer.user_id;
    v_hold.placed_by := p_actor.user_id;
    v_hold.currency := v_payer.currency;
    v_hold.amount := p_amount;
    v_hold.captured := 0;
    v_hold.released := 0;
    v_hold.tolerance_amount := coalesce(p_tolerance_amount, 0);
    v_hold.tolerance_percent := coalesce(p_tolerance_percent, 0);
    v_hold.description := p_description;
    v_hold.metadata := p_metadata;
    RETURN v_hold;
END
$function$;

COMMENT ON FUNCTION ledger_private.examine_hold(
    uuid, numeric, uuid, numeric, numeric, text, jsonb, ledger.actor
) IS
'Raises LG001, LG101 to LG109 or LG205; otherwise the new row, without its id and expiry. Takes no lock.';
