-- The root over some leaves that stand together, from stored hashes.
CREATE OR REPLACE FUNCTION ledger_private.subtree_root(p_from bigint, p_count bigint)
RETURNS bytea
LANGUAGE plpgsql
STABLE
STRICT
AS $function$
DECLARE
    v_level integer := 8;
    v_left bigint;
BEGIN
    IF p_count < 256 THEN
        RETURN ledger_private.merkle_root(ledger_private.leaf_hashes(p_from, p_count));
    END IF;
    v_left := ledger_private.left_size(p_count);
    -- A whole one is kept.
    IF p_count = v_left * 2 THEN
        WHILE 1::bigint << v_level < p_count LOOP
            v_level := v_level + 1;
        END LOOP;
        RETURN (
            SELECT n.hash FROM ledger_audit.seal_node AS n
            WHERE n.level = v_level AND n.node_number = p_from >> v_level
        );
    END IF;
    RETURN sha256(
        decode('01', 'hex')
        || ledger_private.subtree_root(p_from, v_left)
        || ledger_private.subtree_root(p_from + v_left, p_count - v_left)
    );
END
$function$;

COMMENT ON FUNCTION ledger_private.subtree_root(bigint, bigint) IS
'Root of the tree over p_count leaves from number p_from on; whole subtrees begin at a multiple of their size. Reads at most 255 leaves and a node for each level.';
