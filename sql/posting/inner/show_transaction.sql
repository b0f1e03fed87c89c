-- One transaction as the view shows it.
CREATE OR REPLACE FUNCTION ledger_private.show_transaction(p_transaction_id uuid)
RETURNS ledger.transactions
LANGUAGE sql
VOLATILE
AS $function$
    SELECT t FROM ledger.transactions AS t WHERE t.transaction_id = p_transaction_id
$function$;

COMMENT ON FUNCTION ledger_private.show_transaction(uuid) IS
'The row of ledger.transactions, or NULL.';
