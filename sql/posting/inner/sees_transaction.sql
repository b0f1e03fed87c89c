-- Whether an actor may see a transaction at all.
CREATE OR REPLACE FUNCTION ledger_private.sees_transaction(
    p_transaction ledger.transactions,
    p_actor ledger.actor
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_is_restricted boolean := ledger_private.is_restricted(p_actor.scopes);
BEGIN
    IF p_actor.role <> 'customer' AND NOT v_is_restricted THEN
        RETURN p_transaction.transaction_id IS NOT NULL;
    ELSIF p_transaction.leg_account_ids IS NOT NULL AND p_transaction.user_id = p_actor.user_id
        AND NOT v_is_restricted
    THEN
        RETURN true;
    END IF;
    RETURN EXISTS (
        SELECT FROM ledger_private.account AS a
        WHERE a.account_id = ANY (
                array_append(
                    array_append(p_transaction.leg_account_ids, p_transaction.from_account_id),
                    p_transaction.to_account_id
                )
            )
            AND ledger_private.account_right(a.account_id, a.user_id, p_actor) IS NOT NULL
            AND (
                a.account_id = p_transaction.from_account_id
                OR (
                    (
                        a.account_id = p_transaction.to_account_id
                        OR a.account_id = ANY (p_transaction.leg_account_ids)
                    )
                    AND p_transaction.status IN ('COMPLETED', 'REVERSED')
                )
            )
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.sees_transaction(ledger.transactions, ledger.actor) IS
'True for a customer, and for a restricted API key, of what it paid or tried to, and of what it was paid; for others when there is such a transaction.';
