-- What is wrong with an amount, whatever the currency; NULL if nothing.
CREATE OR REPLACE FUNCTION ledger_private.amount_fault(p_amount numeric)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN p_amount = 'NaN' THEN 'LG101'
        WHEN abs(p_amount) = 'Infinity' THEN 'LG102'
        WHEN p_amount < 0 THEN 'LG103'
        WHEN p_amount = 0 THEN 'LG104'
        WHEN p_amount > 999999999999999999.9999 THEN 'LG106'
    END
$function$;

COMMENT ON FUNCTION ledger_private.amount_fault(numeric) IS
'LG101 to LG104 or LG106 for what is no amount of money; NULL for one that may be, and for NULL.';
