-- For reports: the tree that accounts are sorted into.
CREATE OR REPLACE VIEW reporting.categories AS
SELECT
    c.path, c.name, c.parent, c.depth, c.category_id, c.created_at
FROM ledger.categories AS c;

COMMENT ON VIEW reporting.categories IS
'The tree that accounts are sorted into; reporting.accounts.category is a path of it.';

COMMENT ON COLUMN reporting.categories.path IS 'Key of the view: names from the root to the category, a slash between.';
COMMENT ON COLUMN reporting.categories.name IS 'The category''s own name: the last one of its path.';
COMMENT ON COLUMN reporting.categories.parent IS 'Path of the category above; leads to reporting.categories; NULL for a root.';
COMMENT ON COLUMN reporting.categories.depth IS 'Levels from the root: 1 for a root.';
COMMENT ON COLUMN reporting.categories.category_id IS 'The category''s id, a UUIDv7 with the bucket ffff.';
COMMENT ON COLUMN reporting.categories.created_at IS 'When the category was made.';
