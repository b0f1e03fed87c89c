-- Entries of a transaction as one JSON array.
CREATE OR REPLACE FUNCTION ledger_private.entries_document(p_entries ledger.transaction_entries[])
RETURNS jsonb
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'account_id', e.account_id, 'entry_type', e.entry_type,
        'amount', e.amount::text, 'currency', e.currency,
        'account_version', e.account_version, 'balance_after', e.balance_after::text,
        'description', e.description
    ) ORDER BY e.ordinality), '[]')
    FROM unnest(p_entries) WITH ORDINALITY AS e
$function$;

COMMENT ON FUNCTION ledger_private.entries_document(ledger.transaction_entries[]) IS
'An array of objects in the order of p_entries, empty when there are none; amounts are text, so that no reader makes floats of them.';
