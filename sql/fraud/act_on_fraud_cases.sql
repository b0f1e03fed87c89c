-- Freeze and suspend what open cases ask for.
CREATE OR REPLACE FUNCTION ledger.act_on_fraud_cases(
    p_limit integer DEFAULT 100,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_case ledger_private.fraud_case;
    v_account ledger_private.account;
    v_acted bigint := 0;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    PERFORM ledger_private.require_page_size(p_limit);
    -- Accounts in the order of their ids, each before its case, as everybody locks them.
    FOR v_case IN
        SELECT c.*
        FROM ledger_private.fraud_case AS c
        WHERE c.acted_at IS NULL AND c.status = 'OPEN'
        ORDER BY c.account_id, c.case_id
        LIMIT p_limit
    LOOP
        v_account := ledger_private.lock_settled_account(v_case.account_id, v_actor);
        SELECT c.* INTO v_case
        FROM ledger_private.fraud_case AS c
        WHERE c.case_id = v_case.case_id AND c.acted_at IS NULL AND c.status = 'OPEN'
        FOR NO KEY UPDATE;
        CONTINUE WHEN NOT found;
        IF v_case.action = 'freeze' THEN
            v_case.hold_id := ledger_private.freeze_for_case(v_case, v_account, v_actor);
        ELSIF v_account.status = 'ACTIVE' THEN
            PERFORM ledger_private.change_status(v_account, 'SUSPENDED', true,
                '{"reason": "under review"}', v_actor);
            v_case.is_suspended := true;
        END IF;
        UPDATE ledger_private.fraud_case AS c
        SET
            acted_at = clock_timestamp(), hold_id = v_case.hold_id,
            is_suspended = v_case.is_suspended
        WHERE c.case_id = v_case.case_id;
        v_acted := v_acted + 1;
    END LOOP;
    RETURN v_acted;
END
$function$;

COMMENT ON FUNCTION ledger.act_on_fraud_cases(integer, ledger.actor) IS
'Does what at most p_limit (1 to 1000) open cases ask for, and returns how many: freezes the amount of the transaction on the account of the case, or as much of it as is still available, and suspends accounts, which can still be paid. Each case once. An account that is closed, or has nothing left, or does not pay any more, is left as it is. The owner is told no more than that it is under review. Audited. Locks the accounts in id order.';
