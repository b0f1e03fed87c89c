-- Read signed heads, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_seal_heads(
    p_before bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_is_ascending boolean DEFAULT false,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.seal_heads
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT h.*
    FROM ledger.seal_heads AS h
    WHERE p_before IS NULL OR CASE
            WHEN p_is_ascending THEN h.tree_size > p_before
            ELSE h.tree_size < p_before
        END
    ORDER BY
        CASE WHEN p_is_ascending THEN h.tree_size END,
        CASE WHEN NOT p_is_ascending THEN h.tree_size END DESC,
        h.key_id
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_seal_heads(bigint, integer, boolean, ledger.actor) IS
'Signed heads of the tree of seals, the newest first unless p_is_ascending. p_before is the last tree_size of the page before; p_limit 1 to 1000. For everybody who may read.';
