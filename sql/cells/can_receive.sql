-- Ask whether an account of this cell would be paid, before its payer's cell takes the money.
CREATE OR REPLACE FUNCTION ledger.can_receive(
    p_account_id uuid,
    p_amount numeric,
    p_currency text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS text
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger_private.account;
BEGIN
    PERFORM ledger_private.require_short('currency', p_currency);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    SELECT a.* INTO v_account
    FROM ledger_private.account AS a
    WHERE a.account_id = ledger_private.successor_of(p_account_id);
    RETURN CASE
        WHEN v_account.account_id IS NULL THEN 'LG001'
        WHEN v_account.currency <> p_currency THEN 'LG205'
        ELSE coalesce(
            ledger_private.amount_fault(p_amount, v_account.minor_units),
            ledger_private.leg_refusal(
                'CREDIT', p_amount, ledger_private.account_for_posting(v_account)
            )
        )
    END;
END
$function$;

COMMENT ON FUNCTION ledger.can_receive(uuid, numeric, text, ledger.actor) IS
'The code of ledger.errors for which ledger.pay_in would refuse now; NULL when it would pay, as far as can be told without a lock: limits are asked by ledger.pay_in alone. Locks nothing, promises nothing. Operators only.';
