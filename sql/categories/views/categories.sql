-- Categories of accounts, each with its place in the tree.
CREATE OR REPLACE VIEW ledger.categories AS
SELECT
    c.category_id,
    c.path::text AS path,
    c.name::text AS name,
    p.path::text AS parent,
    cardinality(string_to_array(c.path, '/')) AS depth,
    c.created_at,
    c.updated_at
FROM ledger_private.category AS c
LEFT JOIN ledger_private.category AS p ON p.category_id = c.parent_category_id;

COMMENT ON VIEW ledger.categories IS
'The tree that accounts are sorted into. path names a category: assets/cash/vault.';

COMMENT ON COLUMN ledger.categories.category_id IS 'The category''s id, a UUIDv7 with the bucket ffff.';
COMMENT ON COLUMN ledger.categories.path IS 'Names from the root to the category, a slash between.';
COMMENT ON COLUMN ledger.categories.name IS 'The category''s own name: the last one of its path.';
COMMENT ON COLUMN ledger.categories.parent IS 'Path of the category above, or NULL.';
COMMENT ON COLUMN ledger.categories.depth IS 'Levels from the root: 1 for a root.';
COMMENT ON COLUMN ledger.categories.created_at IS 'When the category was made.';
COMMENT ON COLUMN ledger.categories.updated_at IS 'When the category was last moved or renamed.';
