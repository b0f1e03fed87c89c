-- The amounts of a transaction whose legs all name their own, in one currency: most are so.
CREATE OR REPLACE FUNCTION ledger_private.settle_plain_legs(
    p_legs ledger_private.requested_leg[]
)
RETURNS ledger_private.requested_leg[]
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_leg ledger_private.requested_leg;
    v_debits numeric := 0;
    v_credits numeric := 0;
    v_currency text := p_legs[1].currency;
    v_account_id uuid := p_legs[1].account_id;
    v_has_others boolean := false;
BEGIN
    FOR v_n IN 1 .. coalesce(cardinality(p_legs), 0) LOOP
        v_leg := p_legs[v_n];
        IF v_leg.kind <> 'fixed' OR v_leg.currency <> v_currency THEN
            RETURN NULL;
        END IF;
        IF v_leg.entry_type = 'DEBIT' THEN
            v_debits := v_debits + v_leg.amount;
        ELSE
            v_credits := v_credits + v_leg.amount;
        END IF;
        v_has_others := v_has_others OR v_leg.account_id <> v_account_id;
        v_leg.posted := v_leg.amount;
        p_legs[v_n] := v_leg;
    END LOOP;
    IF v_has_others AND v_debits = v_credits AND v_debits <= ledger_private.largest_amount() THEN
        RETURN p_legs;
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.settle_plain_legs(ledger_private.requested_leg[]) IS
'The legs with posted set, as legs_fault and resolve_legs would leave them, in a tenth of the time; NULL when a leg is not fixed, currencies differ or they do not balance: what that means is for those two to say. Legs are well formed one by one, and no total was named.';
