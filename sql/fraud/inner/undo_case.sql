-- Take back what a case has done to its account.
CREATE OR REPLACE FUNCTION ledger_private.undo_case(
    p_case ledger_private.fraud_case,
    p_account ledger_private.account,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_hold ledger_private.hold;
BEGIN
    SELECT h.* INTO v_hold
    FROM ledger_private.hold AS h
    WHERE h.hold_id = p_case.hold_id AND h.status = 'OPEN';
    IF found THEN
        PERFORM ledger_private.give_back_of_hold(v_hold, NULL, p_actor, true);
    END IF;
    IF NOT p_case.is_suspended OR p_account.status <> 'SUSPENDED' THEN
        RETURN;
    END IF;
    -- Another case that asked for the same found it suspended, and relies on that.
    IF EXISTS (
        SELECT FROM ledger_private.fraud_case AS c
        WHERE c.account_id = p_case.account_id
            AND c.case_id <> p_case.case_id
            AND c.action = 'suspend'
            AND c.status <> 'CLEARED'
            AND c.acted_at IS NOT NULL
            AND c.acted_at >= p_case.acted_at
    ) THEN
        UPDATE ledger_private.fraud_case AS c
        SET is_suspended = true
        WHERE c.account_id = p_case.account_id
            AND c.case_id <> p_case.case_id
            AND c.action = 'suspend'
            AND c.status <> 'CLEARED'
            AND c.acted_at >= p_case.acted_at;
        RETURN;
    END IF;
    PERFORM ledger_private.change_status(
        ledger_private.lock_account(p_case.account_id), 'ACTIVE', true,
        '{"reason": "reviewed"}', p_actor
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.undo_case(
    ledger_private.fraud_case, ledger_private.account, ledger.actor
) IS
'Gives the freeze of p_case back and makes the account that it suspended ACTIVE; a later case that wants it suspended takes that over instead. The caller has locked the account, then the case.';
