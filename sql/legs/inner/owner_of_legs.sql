-- Whose a transaction of many legs is: the first customer's who pays, else the house's.
CREATE OR REPLACE FUNCTION ledger_private.owner_of_legs(p_legs ledger_private.requested_leg[])
RETURNS bigint
LANGUAGE plpgsql
IMMUTABLE
AS $function$
DECLARE
    v_leg ledger_private.requested_leg;
BEGIN
    FOREACH v_leg IN ARRAY p_legs LOOP
        IF v_leg.entry_type = 'DEBIT' AND v_leg.user_id <> 0 THEN
            RETURN v_leg.user_id;
        END IF;
    END LOOP;
    RETURN 0;
END
$function$;

COMMENT ON FUNCTION ledger_private.owner_of_legs(ledger_private.requested_leg[]) IS
'The user_id of a transaction; 0, the house, when no customer pays. Its owner sees all its legs, others their own.';
