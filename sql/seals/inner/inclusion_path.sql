-- The hashes that lead from a leaf to the root.
CREATE OR REPLACE FUNCTION ledger_private.inclusion_path(p_leaf bigint, p_size bigint)
RETURNS text[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_from bigint := 0;
    v_left bigint;
    v_path text[] := ARRAY[]::text[];
BEGIN
    WHILE p_size > 1 LOOP
        v_left := ledger_private.left_size(p_size);
        IF p_leaf - v_from < v_left THEN
            v_path := encode(
                ledger_private.subtree_root(v_from + v_left, p_size - v_left), 'base64'
            ) || v_path;
            p_size := v_left;
        ELSE
            v_path := encode(ledger_private.subtree_root(v_from, v_left), 'base64')
                || v_path;
            v_from := v_from + v_left;
            p_size := p_size - v_left;
        END IF;
    END LOOP;
    RETURN v_path;
END
$function$;

COMMENT ON FUNCTION ledger_private.inclusion_path(bigint, bigint) IS
'PATH of RFC 6962 for leaf p_leaf, from 0, in the tree of the first p_size leaves; in base64.';
