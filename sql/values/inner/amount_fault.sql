-- What is wrong with an amount; NULL if nothing. The only rule about amounts.
CREATE OR REPLACE FUNCTION ledger_private.amount_fault(
    p_amount numeric,
    p_minor_units smallint DEFAULT NULL
)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE
        WHEN p_amount = 'NaN' THEN 'LG101'
        WHEN abs(p_amount) = 'Infinity' THEN 'LG102'
        WHEN p_amount < 0 THEN 'LG103'
        WHEN p_amount = 0 THEN 'LG104'
        WHEN p_amount > ledger_private.largest_amount() THEN 'LG106'
        WHEN scale(trim_scale(p_amount)) > p_minor_units THEN 'LG105'
    END
$function$;

COMMENT ON FUNCTION ledger_private.amount_fault(numeric, smallint) IS
'LG101 to LG104 or LG106 for what is no amount of money in any currency, LG105 for more decimals than p_minor_units; NULL for an amount, and for NULL. Who allows zero passes over LG104.';
