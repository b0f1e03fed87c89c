-- The first place where stored hashes of the tree do not follow from each other.
CREATE OR REPLACE FUNCTION ledger_private.tree_difference()
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    WITH head AS MATERIALIZED (
        SELECT (ledger_private.last_seal()).tree_size AS size
    )
    SELECT jsonb_build_object('after_size', s.after_size, 'tree_size', s.tree_size) AS detail
    FROM (
        SELECT
            l.after_size, l.tree_size,
            lag(l.tree_size, 1, 0::bigint) OVER (ORDER BY l.tree_size) AS before
        FROM ledger_audit.seal AS l
    ) AS s
    WHERE s.after_size <> s.before
    UNION ALL
    SELECT jsonb_build_object('level', w.level, 'node_number', w.number)
    FROM head AS h
    CROSS JOIN generate_series(8, 62) AS l (level)
    CROSS JOIN LATERAL generate_series(0, (h.size >> l.level) - 1) AS g (number)
    CROSS JOIN LATERAL (SELECT l.level, g.number) AS w
    LEFT JOIN ledger_audit.seal_node AS n ON n.level = w.level AND n.node_number = w.number
    WHERE n.hash IS DISTINCT FROM CASE
        WHEN w.level = 8 THEN ledger_private.merkle_root(
            ledger_private.leaf_hashes(w.number * 256, 256)
        )
        ELSE sha256(
            decode('01', 'hex')
            || ledger_private.subtree_root(w.number << w.level, 1::bigint << (w.level - 1))
            || ledger_private.subtree_root(
                (w.number * 2 + 1) << (w.level - 1), 1::bigint << (w.level - 1)
            )
        )
    END
    UNION ALL
    SELECT jsonb_build_object('level', n.level, 'node_number', n.node_number)
    FROM head AS h
    JOIN ledger_audit.seal_node AS n ON n.node_number >= h.size >> n.level
    UNION ALL
    SELECT jsonb_build_object('tree_size', s.tree_size)
    FROM ledger_audit.seal AS s
    WHERE s.root_hash IS DISTINCT FROM ledger_private.subtree_root(0, s.tree_size)
    UNION ALL
    SELECT jsonb_build_object('event_position', s.event_position, 'object_key', s.object_key)
    FROM head AS h
    JOIN ledger_audit.sealed_state AS s ON s.event_position > h.size
    LIMIT 1
$function$;

COMMENT ON FUNCTION ledger_private.tree_difference() IS
'The first place where seals leave a gap, a node is not the hash of what is below it, a root is not that of its tree, or a state belongs to no leaf; or NULL.';
