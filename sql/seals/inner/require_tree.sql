-- Which tree a proof is about.
CREATE OR REPLACE FUNCTION ledger_private.require_tree(p_tree_size bigint, p_at_least bigint)
RETURNS bigint
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_sealed bigint := (ledger_private.last_seal()).tree_size;
    v_size bigint := coalesce(p_tree_size, (
        SELECT max(h.tree_size) FROM ledger_audit.seal_head AS h
    ), v_sealed);
BEGIN
    -- What was sealed behind the newest head is proved without one.
    IF p_tree_size IS NULL AND v_size < p_at_least THEN
        v_size := v_sealed;
    END IF;
    IF v_size > v_sealed OR v_size < greatest(p_at_least, 1) OR p_at_least < 1 THEN
        PERFORM ledger_private.raise_error('LG030', jsonb_build_object(
            'tree_size', p_tree_size, 'sealed_size', v_sealed
        ));
    END IF;
    RETURN v_size;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_tree(bigint, bigint) IS
'p_tree_size; where it is NULL the size of the newest signed head, or of the newest seal when that head is too small. LG030 when there is no such tree, or it has less than p_at_least leaves.';
