-- What the accounts in each category hold, rolled up.
CREATE OR REPLACE FUNCTION ledger.list_category_balances(
    p_under text DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.category_balances
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('under', p_under, 'currency', p_currency);
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');

    RETURN QUERY
    SELECT b.*
    FROM ledger.category_balances AS b
    WHERE (p_currency IS NULL OR b.currency = p_currency)
        AND (
            p_under IS NULL
            OR b.path = normalize(p_under, NFC)
            OR starts_with(b.path, normalize(p_under, NFC) || '/')
        )
    ORDER BY string_to_array(b.path, '/'), b.currency;
END
$function$;

COMMENT ON FUNCTION ledger.list_category_balances(text, text, ledger.actor) IS
'Rows of reporting.category_balances, parents before children; p_under: only that category and those below. For operators and auditors.';
