-- Signed heads of the tree of seals.
CREATE OR REPLACE VIEW ledger.seal_heads AS
SELECT
    h.tree_size,
    encode(s.root_hash, 'base64') AS root_hash,
    s.sealed_at,
    h.key_id::text AS key_id,
    h.note
FROM ledger_audit.seal_head AS h
JOIN ledger_audit.seal AS s USING (tree_size);

COMMENT ON VIEW ledger.seal_heads IS
'Heads of the tree of seals that were signed. Keep some where nobody of the ledger can change them.';
COMMENT ON COLUMN ledger.seal_heads.tree_size IS 'How many events the head covers.';
COMMENT ON COLUMN ledger.seal_heads.root_hash IS 'Root that was signed, in base64.';
COMMENT ON COLUMN ledger.seal_heads.sealed_at IS 'When the tree was made so large.';
COMMENT ON COLUMN ledger.seal_heads.key_id IS 'The key that signed it, one of ledger.seal_keys.';
COMMENT ON COLUMN ledger.seal_heads.note IS 'The head as a signed note, a C2SP checkpoint: origin, size, root, and an Ed25519 signature.';
