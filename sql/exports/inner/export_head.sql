-- The first line of a file: what its columns are called.
CREATE OR REPLACE FUNCTION ledger_private.export_head()
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT concat_ws(
        ',', 'account_version', 'created_at', 'effective_at', 'transaction_id',
        'transaction_type', 'entry_type', 'amount', 'currency', 'balance_after',
        'counterparty_account_id', 'description'
    )
$function$;

COMMENT ON FUNCTION ledger_private.export_head() IS
'Columns of ledger.transaction_entries by their names there. New ones come last.';
