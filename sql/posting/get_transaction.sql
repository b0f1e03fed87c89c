-- Show one transaction.
CREATE OR REPLACE FUNCTION ledger.get_transaction(
    p_transaction_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.transactions
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_is_restricted boolean := ledger_private.is_restricted(v_actor.scopes);
    v_transaction ledger.transactions;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    SELECT t.* INTO v_transaction
    FROM ledger.transactions AS t
    WHERE t.transaction_id = p_transaction_id;
    -- A customer, or a restricted API key, sees what it paid or tried to, and what it was paid.
    IF NOT FOUND OR ((v_actor.role = 'customer' OR v_is_restricted) AND NOT (
        v_transaction.leg_account_ids IS NOT NULL AND v_transaction.user_id = v_actor.user_id
        AND NOT v_is_restricted
    ) AND NOT EXISTS (
        SELECT FROM ledger_private.account AS a
        WHERE a.account_id = ANY (
                array_append(
                    array_append(v_transaction.leg_account_ids, v_transaction.from_account_id),
                    v_transaction.to_account_id
                )
            )
            AND ledger_private.account_right(a.account_id, a.user_id, v_actor) IS NOT NULL
            AND (
                a.account_id = v_transaction.from_account_id
                OR (
                    (
                        a.account_id = v_transaction.to_account_id
                        OR a.account_id = ANY (v_transaction.leg_account_ids)
                    )
                    AND v_transaction.status IN ('COMPLETED', 'REVERSED')
                )
            )
    )) THEN
        PERFORM ledger_private.raise_error('LG002', jsonb_build_object(
            'transaction_id', p_transaction_id
        ));
    END IF;
    RETURN ledger_private.seen_transaction(v_transaction, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger.get_transaction(uuid, ledger.actor) IS
'The transaction, posted or refused; LG002 when there is none that the actor may see. A customer who is paid by one leg of somebody else''s transaction sees its total and its other accounts as NULL. Takes no lock.';
