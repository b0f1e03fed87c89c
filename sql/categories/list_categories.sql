-- List the categories, the tree in order, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_categories(
    p_under text DEFAULT NULL,
    p_text text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_after text DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.categories
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_after text[] := string_to_array(p_after, '/');
BEGIN
    PERFORM ledger_private.require_short('under', p_under, 'text', p_text, 'after', p_after);
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT c.*
    FROM ledger.categories AS c
    WHERE (v_after IS NULL OR CASE
            WHEN p_is_ascending THEN string_to_array(c.path, '/') > v_after
            ELSE string_to_array(c.path, '/') < v_after
        END)
        AND (
            p_under IS NULL
            OR c.path = normalize(p_under, NFC)
            OR starts_with(c.path, normalize(p_under, NFC) || '/')
        )
        AND (p_since IS NULL OR c.created_at >= p_since)
        AND (p_until IS NULL OR c.created_at < p_until)
        AND (p_text IS NULL OR ledger_private.contains_text(c.name, p_text))
    ORDER BY
        CASE WHEN p_is_ascending THEN string_to_array(c.path, '/') END,
        CASE WHEN NOT p_is_ascending THEN string_to_array(c.path, '/') END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_categories(
    text, text, timestamptz, timestamptz, text, boolean, integer, ledger.actor
) IS
'The categories, parents before children, backwards when NOT p_is_ascending; p_under: only that one and those below; p_text: those whose name contains it; p_since <= created_at < p_until. p_after is the last path of the page before; p_limit 1 to 1000. For operators and auditors. Pages are a picture in this order: what is added behind the reader is shown to whoever begins again.';
