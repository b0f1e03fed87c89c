-- Whose a transaction of many legs is: the first customer's who pays, else the house's.
CREATE OR REPLACE FUNCTION ledger_private.owner_of_legs(p_legs ledger_private.requested_leg[])
RETURNS bigint
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT coalesce(
        (
            SELECT l.user_id FROM unnest(p_legs) AS l
            WHERE l.entry_type = 'DEBIT'
                AND l.user_id <> 0
            ORDER BY l.leg_number
            LIMIT 1
        ),
        0
    )
$function$;

COMMENT ON FUNCTION ledger_private.owner_of_legs(ledger_private.requested_leg[]) IS
'The user_id of a transaction; 0, the house, when no customer pays. Its owner sees all its legs, others their own.';
