-- A customer that captures or gives back does not thereby take money out.
CREATE OR REPLACE FUNCTION ledger_private.require_payable(
    p_actor ledger.actor,
    p_account_ids uuid[]
)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_reserved text;
BEGIN
    IF p_actor.role <> 'customer' THEN
        RETURN;
    END IF;
    v_reserved := ledger_private.reserved_type(p_actor, 'transfer', EXISTS (
        SELECT FROM ledger_private.account AS a
        WHERE a.account_id = ANY (p_account_ids)
            AND ledger_private.is_outside(a.user_id, a.account_class)
    ));
    IF v_reserved IS NOT NULL THEN
        PERFORM ledger_private.raise_error(
            'LG290', ledger_private.reserved_type_detail(v_reserved)
        );
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_payable(ledger.actor, uuid[]) IS
'Raise LG290 when a customer would pay an account of ledger_private.is_outside and may not post withdrawals.';
