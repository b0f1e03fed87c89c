-- Each growth of the tree of hashes over the feed.
CREATE OR REPLACE VIEW ledger.seals AS
SELECT
    s.tree_size,
    s.after_size,
    s.feed_id,
    encode(s.root_hash, 'base64') AS root_hash,
    s.sealed_at,
    ARRAY(
        SELECT h.key_id::text FROM ledger_audit.seal_head AS h
        WHERE h.tree_size = s.tree_size
        ORDER BY h.key_id
    ) AS key_ids
FROM ledger_audit.seal AS s;

COMMENT ON VIEW ledger.seals IS
'The tree of hashes over the feed, as it grew: RFC 6962 with SHA-256, one leaf for each event.';
COMMENT ON COLUMN ledger.seals.tree_size IS 'How many events the tree covers: the last position in it.';
COMMENT ON COLUMN ledger.seals.after_size IS 'How many it covered before.';
COMMENT ON COLUMN ledger.seals.feed_id IS 'Identity of the feed, which the head names.';
COMMENT ON COLUMN ledger.seals.root_hash IS 'Root of the tree, in base64.';
COMMENT ON COLUMN ledger.seals.sealed_at IS 'When the tree was made to grow.';
COMMENT ON COLUMN ledger.seals.key_ids IS 'The keys that signed its head; empty when it was not signed.';
