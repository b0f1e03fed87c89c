-- The largest amount that an account can hold or a posting can move.
CREATE OR REPLACE FUNCTION ledger_private.largest_amount()
RETURNS numeric
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT 99999999999999999999.999999999999999999
$function$;

COMMENT ON FUNCTION ledger_private.largest_amount() IS
'What ledger_private.money has room for. A plan holds the number itself, not the call.';
