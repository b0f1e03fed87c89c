-- Fails when the change seal is not in place.
BEGIN;

SELECT tree_size, after_size, feed_id, sealed_at, root_hash, leaf_hashes
FROM ledger_audit.seal WHERE false;
SELECT level, node_number, hash FROM ledger_audit.seal_node WHERE false;
SELECT object_type, object_key, event_position, parts FROM ledger_audit.sealed_state WHERE false;
SELECT salt_number, salt FROM ledger_audit.seal_salt WHERE false;
SELECT key_id, created_at, key_name, public_key FROM ledger_audit.seal_key WHERE false;
SELECT tree_size, key_id, signed_at, note FROM ledger_audit.seal_head WHERE false;
SELECT
    (NULL::ledger.inclusion_proof).leaf_text AS leaf_text,
    (NULL::ledger.consistency_proof).from_size AS from_size
WHERE false;

ROLLBACK;
