-- What the accounts in each category hold, rolled up, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_category_balances(
    p_under text DEFAULT NULL,
    p_currency text DEFAULT NULL,
    p_after_path text DEFAULT NULL,
    p_after_currency text DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.category_balances
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_after text[] := string_to_array(p_after_path, '/');
BEGIN
    PERFORM ledger_private.require_short(
        'under', p_under, 'currency', p_currency,
        'after_path', p_after_path, 'after_currency', p_after_currency
    );
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT b.*
    FROM ledger.category_balances AS b
    WHERE (p_currency IS NULL OR b.currency = p_currency)
        AND (
            p_under IS NULL
            OR b.path = normalize(p_under, NFC)
            OR starts_with(b.path, normalize(p_under, NFC) || '/')
        )
        AND (p_after_path IS NULL OR CASE
            WHEN p_is_ascending
                THEN (string_to_array(b.path, '/'), b.currency) > (v_after, p_after_currency)
            ELSE (string_to_array(b.path, '/'), b.currency) < (v_after, p_after_currency)
        END)
    ORDER BY
        CASE WHEN p_is_ascending THEN string_to_array(b.path, '/') END,
        CASE WHEN p_is_ascending THEN b.currency END,
        CASE WHEN NOT p_is_ascending THEN string_to_array(b.path, '/') END DESC,
        CASE WHEN NOT p_is_ascending THEN b.currency END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_category_balances(
    text, text, text, text, boolean, integer, ledger.actor
) IS
'Rows of reporting.category_balances, parents before children, backwards when NOT p_is_ascending; p_under: only that category and those below. p_after_path and p_after_currency are of the last row of the page before; p_limit 1 to 1000. For operators and auditors. Pages are a picture in this order: what is added behind the reader is shown to whoever begins again.';
