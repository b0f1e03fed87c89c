-- Add leaves to the tree of seals, and the nodes above them that are now whole.
CREATE OR REPLACE FUNCTION ledger_private.grow_tree(
    p_after bigint,
    p_through bigint,
    p_feed_id uuid
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_level integer := 8;
    v_root bytea;
    v_hashes bytea := (
        SELECT string_agg(l.leaf_hash, '' ORDER BY l.event_position)
        FROM ledger_private.event_leaves AS l
        WHERE l.event_position > p_after AND l.event_position <= p_through
    );
BEGIN
    -- The row is written with its root: nothing of it changes later.
    v_root := ledger_private.root_after(p_after, v_hashes);
    INSERT INTO ledger_audit.seal (
        tree_size, after_size, feed_id, sealed_at, root_hash, leaf_hashes
    )
    VALUES (p_through, p_after, p_feed_id, clock_timestamp(), v_root, v_hashes);

    WHILE p_through >> v_level > 0 LOOP
        INSERT INTO ledger_audit.seal_node (level, node_number, hash)
        SELECT v_level, n, CASE
            WHEN v_level = 8 THEN ledger_private.merkle_root(
                ledger_private.leaf_hashes(n * 256, 256)
            )
            ELSE sha256(decode('01', 'hex') || (
                SELECT string_agg(c.hash, '' ORDER BY c.node_number)
                FROM ledger_audit.seal_node AS c
                WHERE c.level = v_level - 1 AND c.node_number IN (n * 2, n * 2 + 1)
            ))
        END
        FROM generate_series(p_after >> v_level, (p_through >> v_level) - 1) AS n;
        v_level := v_level + 1;
    END LOOP;
    IF v_root <> ledger_private.subtree_root(0, p_through) THEN
        PERFORM ledger_private.raise_error('LG910', jsonb_build_object('tree_size', p_through));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.grow_tree(bigint, bigint, uuid) IS
'Writes a seal from p_after to p_through, with its root, and the nodes. Costs what is new, and a node for each level.';
