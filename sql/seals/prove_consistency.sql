-- Prove that the tree of seals only grew.
CREATE OR REPLACE FUNCTION ledger.prove_consistency(
    p_from_size bigint,
    p_tree_size bigint DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.consistency_proof
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_proof ledger.consistency_proof;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    v_proof.tree_size := ledger_private.require_tree(p_tree_size, coalesce(p_from_size, 0));
    v_proof.from_size := p_from_size;
    v_proof.from_root_hash := encode(
        ledger_private.subtree_root(0, p_from_size), 'base64'
    );
    v_proof.root_hash := encode(
        ledger_private.subtree_root(0, v_proof.tree_size), 'base64'
    );
    v_proof.path := ledger_private.consistency_path(p_from_size, v_proof.tree_size);
    RETURN v_proof;
END
$function$;

COMMENT ON FUNCTION ledger.prove_consistency(bigint, bigint, ledger.actor) IS
'That the tree of the first p_tree_size events, of the newest signed head without it, goes on from that of the first p_from_size. LG030 when there is no such tree. For everybody who may read. Reads by key.';
