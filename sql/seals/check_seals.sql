-- Compare the rows of the ledger with a head that was kept outside.
CREATE OR REPLACE FUNCTION ledger.check_seals(
    p_tree_size bigint DEFAULT NULL,
    p_root_hash text DEFAULT NULL,
    p_after_position bigint DEFAULT 0,
    p_through_position bigint DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.check_result
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_size bigint;
    v_found record;
    v_check ledger.check_result;
BEGIN
    PERFORM ledger_private.require_short('root_hash', p_root_hash);
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    v_size := (ledger_private.last_seal()).tree_size;

    FOR v_found IN
        SELECT c.name, c.broken
        FROM (
            VALUES
            ('events_equal_seals', ledger_private.leaf_difference(
                greatest(p_after_position, 0), least(p_through_position, v_size)
            )),
            ('head_is_of_this_tree', CASE
                WHEN p_tree_size IS NULL THEN NULL
                WHEN p_tree_size > v_size THEN jsonb_build_object(
                    'event_position', v_size + 1, 'tree_size', p_tree_size
                )
                WHEN p_tree_size >= 1 AND p_root_hash IS DISTINCT FROM encode(
                    ledger_private.subtree_root(0, p_tree_size), 'base64'
                ) THEN jsonb_build_object('tree_size', p_tree_size)
            END),
            ('tree_is_whole', CASE
                WHEN p_through_position IS NULL THEN ledger_private.tree_difference()
            END),
            ('objects_equal_seals', CASE
                WHEN p_through_position IS NULL THEN ledger_private.state_difference()
            END)
        ) AS c (name, broken)
    LOOP
        v_check.name := v_found.name;
        v_check.ok := v_found.broken IS NULL;
        v_check.detail := coalesce(v_found.broken, '{}');
        RETURN NEXT v_check;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger.check_seals(bigint, text, bigint, bigint, ledger.actor) IS
'Make every sealed leaf again from the rows as they are now and compare: events that are not as they were sealed, the head of p_tree_size events with the root p_root_hash (base64) that was kept outside, the tree itself, and objects that changed though no event tells of it. One row a check, with the first difference. Who rewrites rows and seals alike is found by the head; heads kept often tell between which positions. Reads everything; with p_through_position only the events behind p_after_position up to there, and neither nodes nor objects. Takes no lock. With the permission read_audit.';
