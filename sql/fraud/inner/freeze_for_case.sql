-- Freeze what a case is about, or what is left of it.
CREATE OR REPLACE FUNCTION ledger_private.freeze_for_case(
    p_case ledger_private.fraud_case,
    p_account ledger_private.account,
    p_actor ledger.actor
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_hold ledger_private.hold;
    v_amount numeric := least(
        p_case.amount,
        p_account.balance - p_account.held
        - coalesce(p_account.min_balance, -ledger_private.largest_amount()),
        ledger_private.largest_amount() - p_account.held
    );
BEGIN
    IF p_account.status = 'CLOSED' OR v_amount <= 0 THEN
        RETURN NULL;
    END IF;
    v_hold := ledger_private.examine_hold(
        p_account.account_id, round(v_amount, p_account.minor_units), NULL, NULL, NULL,
        'under review', NULL, p_actor
    );
    v_hold.hold_id := ledger_private.new_id(ledger_private.user_bucket(p_account.user_id));
    v_hold.is_freeze := true;
    PERFORM ledger_private.change_hold(
        p_account, v_hold, 'PLACE', v_hold.amount, NULL, p_actor
    );
    RETURN v_hold.hold_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.freeze_for_case(
    ledger_private.fraud_case, ledger_private.account, ledger.actor
) IS
'The freeze, as ledger.freeze_amount makes them, of the case''s amount or of what is available; NULL when that is nothing or the account is closed. The caller has locked the account.';
