-- Lock a transaction that is to be reversed, and see that it can be, by this actor.
CREATE OR REPLACE FUNCTION ledger_private.lock_reversible(
    p_transaction_id uuid,
    p_actor ledger.actor
)
RETURNS ledger_audit.transaction
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_original ledger_audit.transaction;
BEGIN
    -- Reversals of one transaction queue on the accounts that it moved money between.
    SELECT t.* INTO STRICT v_original
    FROM ledger_audit.transaction AS t
    WHERE t.transaction_id = p_transaction_id;
    PERFORM ledger_private.lock_accounts(
        ARRAY[v_original.from_account_id, v_original.to_account_id]
        || ledger_private.successor_of(v_original.from_account_id)
        || ledger_private.successor_of(v_original.to_account_id)
        || v_original.leg_account_ids
    );

    -- Who received may give back; who paid can't take back.
    IF p_actor.role = 'customer' AND EXISTS (
        SELECT FROM ledger_private.entries_of(p_transaction_id) AS e
        WHERE e.entry_type = 'CREDIT'
            AND e.user_id <> p_actor.user_id
    ) THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'role', p_actor.role, 'transaction_id', p_transaction_id,
            'reason', 'only who received the money may give it back'
        ));
    ELSIF v_original.status <> 'COMPLETED' THEN
        PERFORM ledger_private.raise_error('LG225', jsonb_build_object(
            'transaction_id', p_transaction_id, 'status', v_original.status
        ));
    ELSIF v_original.reverses_transaction_id IS NOT NULL THEN
        PERFORM ledger_private.raise_error('LG226', jsonb_build_object(
            'transaction_id', p_transaction_id,
            'reverses_transaction_id', v_original.reverses_transaction_id
        ));
    END IF;
    RETURN v_original;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_reversible(uuid, ledger.actor) IS
'The row of a transaction that the actor can see, whose accounts are now locked; LG206 unless a customer received all of its money, LG225 when it was refused, LG226 when it is a reversal.';
