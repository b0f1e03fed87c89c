-- The hashes that show that a tree goes on from a smaller one.
CREATE OR REPLACE FUNCTION ledger_private.consistency_path(p_from_size bigint, p_size bigint)
RETURNS text[]
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_from bigint := 0;
    v_left bigint;
    v_is_known boolean := true;
    v_path text[] := ARRAY[]::text[];
BEGIN
    WHILE p_from_size < p_size LOOP
        v_left := ledger_private.left_size(p_size);
        IF p_from_size <= v_left THEN
            v_path := encode(
                ledger_private.subtree_root(v_from + v_left, p_size - v_left), 'base64'
            ) || v_path;
            p_size := v_left;
        ELSE
            v_path := encode(ledger_private.subtree_root(v_from, v_left), 'base64')
                || v_path;
            v_from := v_from + v_left;
            p_from_size := p_from_size - v_left;
            p_size := p_size - v_left;
            v_is_known := false;
        END IF;
    END LOOP;
    IF NOT v_is_known THEN
        v_path := encode(ledger_private.subtree_root(v_from, p_size), 'base64') || v_path;
    END IF;
    RETURN v_path;
END
$function$;

COMMENT ON FUNCTION ledger_private.consistency_path(bigint, bigint) IS
'PROOF of RFC 6962 from the first p_from_size leaves, one at least, to the first p_size; in base64.';
