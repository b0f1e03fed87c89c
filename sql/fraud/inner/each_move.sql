-- The moves of an array, so that they are reckoned with as many: no plan joins them by a loop.
CREATE OR REPLACE FUNCTION ledger_private.each_move(p_moves ledger_private.fraud_move[])
RETURNS SETOF ledger_private.fraud_move
LANGUAGE sql
VOLATILE
ROWS 1000
AS $function$
    SELECT m.* FROM unnest(p_moves) AS m
$function$;

COMMENT ON FUNCTION ledger_private.each_move(ledger_private.fraud_move[]) IS
'The elements of p_moves in order.';
