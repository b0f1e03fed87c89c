-- Categories of accounts, each with its place in the tree.
CREATE OR REPLACE VIEW ledger.categories AS
SELECT
    c.category_id,
    c.path,
    c.name,
    p.path AS parent,
    cardinality(string_to_array(c.path, '/')) AS depth,
    c.created_at,
    c.updated_at
FROM ledger_private.category AS c
LEFT JOIN ledger_private.category AS p ON p.category_id = c.parent_category_id;

COMMENT ON VIEW ledger.categories IS
'The tree that accounts are sorted into. path names a category: assets/cash/vault.';
