-- How round an amount is.
CREATE OR REPLACE FUNCTION ledger_private.round_zeros(p_amount numeric)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT CASE WHEN p_amount = trunc(p_amount) THEN
        length(trunc(p_amount)::text) - length(rtrim(trunc(p_amount)::text, '0'))
    ELSE 0 END
$function$;

COMMENT ON FUNCTION ledger_private.round_zeros(numeric) IS
'How many zeros the whole amount ends in; 0 when it has decimals that are not zero.';
