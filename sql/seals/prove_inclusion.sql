-- Prove that an event is in the tree of seals.
CREATE OR REPLACE FUNCTION ledger.prove_inclusion(
    p_transaction_id uuid DEFAULT NULL,
    p_event_position bigint DEFAULT NULL,
    p_tree_size bigint DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.inclusion_proof
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_event ledger_audit.feed_event;
    v_proof ledger.inclusion_proof;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    IF num_nonnulls(p_transaction_id, p_event_position) <> 1 THEN
        PERFORM ledger_private.raise_error(
            'LG108', '{"missing": ["transaction_id", "event_position"]}'
        );
    ELSIF p_transaction_id IS NULL THEN
        PERFORM ledger_private.require_permission(v_actor, 'read_audit');
        SELECT f.* INTO v_event
        FROM ledger_audit.feed_event AS f
        WHERE f.event_position = p_event_position;
    ELSE
        -- LG002 for whoever may not see it.
        PERFORM ledger.get_transaction(p_transaction_id, p_actor);
        SELECT f.* INTO v_event
        FROM ledger_audit.feed_event AS f
        WHERE f.transaction_id = p_transaction_id;
    END IF;

    v_proof.event_position := v_event.event_position;
    v_proof.tree_size := ledger_private.require_tree(
        p_tree_size, coalesce(v_event.event_position, p_event_position, 9223372036854775807)
    );
    v_proof.root_hash := encode(
        ledger_private.subtree_root(0, v_proof.tree_size), 'base64'
    );
    v_proof.leaf_text := (
        SELECT l.leaf_text FROM ledger_private.event_leaves AS l
        WHERE l.event_position = v_event.event_position
    );
    v_proof.parts := ledger_private.seen_parts(v_event, v_actor);
    v_proof.path := ledger_private.inclusion_path(
        v_event.event_position - 1, v_proof.tree_size
    );
    v_proof.head := (
        SELECT h.note FROM ledger_audit.seal_head AS h
        WHERE h.tree_size = v_proof.tree_size
        ORDER BY h.signed_at DESC
        LIMIT 1
    );
    RETURN v_proof;
END
$function$;

COMMENT ON FUNCTION ledger.prove_inclusion(uuid, bigint, bigint, ledger.actor) IS
'That the event of a transaction (LG002 for who may not see it), or the event at a position (with the permission read_audit), is in the tree of the first p_tree_size events; of the newest signed head without it. The leaf is made from the rows as they are now. Of its parts the caller gets those that it may see: moved always, asked when it asked itself, entries of accounts that it sees; auditors, operators, services and administrators get all. LG030 when the event is not sealed yet, or the tree is not that large. Reads by key.';
