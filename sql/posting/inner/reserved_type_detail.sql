-- The values behind LG290: as what it is posted, and what would allow it.
CREATE OR REPLACE FUNCTION ledger_private.reserved_type_detail(p_transaction_type text)
RETURNS jsonb
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT jsonb_build_object(
        'transaction_type', p_transaction_type,
        'permission', 'post_' || p_transaction_type
    )
$function$;

COMMENT ON FUNCTION ledger_private.reserved_type_detail(text) IS
'DETAIL of LG290 for what ledger_private.reserved_type returned.';
