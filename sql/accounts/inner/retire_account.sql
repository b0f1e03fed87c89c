-- Empty an account into another and close it, in one go.
CREATE OR REPLACE FUNCTION ledger_private.retire_account(
    p_account_id uuid,
    p_sweep_to_account_id uuid,
    p_detail jsonb,
    p_actor ledger.actor
)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger_private.account;
    v_transfer ledger.transfer_request;
    v_sweep ledger_private.posting_item;
BEGIN
    -- Both rows in order before anything is decided; post_batch finds them locked.
    PERFORM ledger_private.lock_accounts(ARRAY[p_account_id, p_sweep_to_account_id]);
    v_account := ledger_private.lock_settled_account(p_account_id, p_actor);
    IF v_account.status = 'CLOSED' THEN
        RETURN v_account;
    ELSIF v_account.held <> 0 OR (v_account.balance <> 0 AND p_sweep_to_account_id IS NULL) THEN
        PERFORM ledger_private.raise_error('LG207', jsonb_build_object(
            'account_id', p_account_id,
            'balance', round(v_account.balance, v_account.minor_units)::text,
            'held', round(v_account.held, v_account.minor_units)::text,
            'currency', v_account.currency
        ));
    END IF;

    -- A suspended account is opened for its last posting, and nothing keeps it from zero.
    IF v_account.status = 'SUSPENDED' THEN
        v_account := ledger_private.change_status(
            v_account, 'ACTIVE', true, '{"reason": "to be closed"}', p_actor
        );
    END IF;
    IF v_account.min_balance > 0 OR v_account.max_balance < 0 THEN
        v_account := ledger_private.change_bounds(v_account, NULL, NULL, p_actor);
    END IF;
    IF v_account.balance <> 0 THEN
        v_transfer.from_account_id := CASE
            WHEN v_account.balance > 0 THEN p_account_id ELSE p_sweep_to_account_id
        END;
        v_transfer.to_account_id := CASE
            WHEN v_account.balance > 0 THEN p_sweep_to_account_id ELSE p_account_id
        END;
        v_transfer.amount := abs(v_account.balance);
        v_transfer.currency := v_account.currency;
        v_transfer.transaction_type := 'sweep';
        v_sweep := (ledger_private.post_batch(ARRAY[v_transfer], p_actor))[1];
        IF v_sweep.status = 'FAILED' THEN
            PERFORM ledger_private.raise_error(v_sweep.failure_code, v_sweep.failure_detail);
        END IF;
        v_account := ledger_private.lock_account(p_account_id);
    END IF;
    RETURN ledger_private.change_status(v_account, 'CLOSED', false, p_detail
        || jsonb_build_object('swept_by', v_sweep.transaction_id), p_actor);
END
$function$;

COMMENT ON FUNCTION ledger_private.retire_account(uuid, uuid, jsonb, ledger.actor) IS
'Posts the whole balance to or from p_sweep_to_account_id as a transaction of type sweep, then closes. A closed account is returned as it is. Raises LG001, LG207 and whatever refuses the sweep. Locks both accounts in id order.';
