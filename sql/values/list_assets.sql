-- List the assets that accounts can be opened in, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_assets(
    p_text text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_after text DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_limit integer DEFAULT 1000,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.assets
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('text', p_text, 'after', p_after);
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT a.*
    FROM ledger.assets AS a
    WHERE (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN a.currency > p_after ELSE a.currency < p_after
        END)
        AND (p_since IS NULL OR a.created_at >= p_since)
        AND (p_until IS NULL OR a.created_at < p_until)
        AND (p_text IS NULL OR ledger_private.contains_text(a.name, p_text))
    ORDER BY
        CASE WHEN p_is_ascending THEN a.currency END,
        CASE WHEN NOT p_is_ascending THEN a.currency END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_assets(
    text, timestamptz, timestamptz, text, boolean, integer, ledger.actor
) IS
'Assets in the order of their codes, backwards when NOT p_is_ascending: what ledger.open_account and the field currency take. p_text: those whose name contains it; p_since <= created_at < p_until. p_after is the last currency of the page before; p_limit 1 to 1000. Takes no lock. Pages are a picture in this order: what is added behind the reader is shown to whoever begins again.';
