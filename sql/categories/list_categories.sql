-- List the categories, the tree in order.
CREATE OR REPLACE FUNCTION ledger.list_categories(
    p_under text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.categories
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('under', p_under);
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');

    RETURN QUERY
    SELECT c.*
    FROM ledger.categories AS c
    WHERE p_under IS NULL
        OR c.path = normalize(p_under, NFC)
        OR starts_with(c.path, normalize(p_under, NFC) || '/')
    ORDER BY string_to_array(c.path, '/');
END
$function$;

COMMENT ON FUNCTION ledger.list_categories(text, ledger.actor) IS
'The categories, parents before children; p_under: only that one and those below. For operators and auditors.';
