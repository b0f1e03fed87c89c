-- Whether an account stands for money that has left the customers' side.
CREATE OR REPLACE FUNCTION ledger_private.is_outside(p_user_id bigint, p_account_class text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT p_user_id = 0 AND p_account_class = 'asset'
$function$;

COMMENT ON FUNCTION ledger_private.is_outside(bigint, text) IS
'True for assets of the house: the outside world, banks, cash. Who pays one takes money out. A plan holds the expression itself, not the call.';
