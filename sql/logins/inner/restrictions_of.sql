-- What an API key is restricted to, as the trail tells it.
CREATE OR REPLACE FUNCTION ledger_private.restrictions_of(p_key ledger_private.api_key)
RETURNS jsonb
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT nullif(jsonb_strip_nulls(jsonb_build_object(
        'account_ids', p_key.account_ids, 'category_paths', p_key.category_paths,
        'transaction_types', p_key.transaction_types, 'currency', p_key.currency,
        'maximum_amount', trim_scale(p_key.maximum_amount)::text
    )), '{}')
$function$;

COMMENT ON FUNCTION ledger_private.restrictions_of(ledger_private.api_key) IS
'An object of its restrictions by name; NULL for a key that has none.';
