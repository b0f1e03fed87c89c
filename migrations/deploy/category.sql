-- Categories of accounts: a tree whose nodes are known by their paths.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.category (
    category_id uuid NOT NULL
        CONSTRAINT category_pkey PRIMARY KEY,
    parent_category_id uuid
        CONSTRAINT category_parent_category_id_fkey
            REFERENCES ledger_private.category (category_id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    name ledger_private.name_text NOT NULL,
    path ledger_private.unique_text NOT NULL
        CONSTRAINT category_path_key UNIQUE,
    CONSTRAINT category_path_ends_in_name CHECK (
        path = name OR (parent_category_id IS NOT NULL AND path LIKE '%/%')
    )
);

CREATE INDEX category_parent_category_id_idx ON ledger_private.category (parent_category_id);

COMMENT ON TABLE ledger_private.category IS 'The tree that accounts are sorted into. Reference table.';
COMMENT ON COLUMN ledger_private.category.category_id IS 'The category''s id, a UUIDv7 with the bucket ffff.';
COMMENT ON COLUMN ledger_private.category.parent_category_id IS 'The category above, or NULL for a root.';
COMMENT ON COLUMN ledger_private.category.created_at IS 'When the category was made.';
COMMENT ON COLUMN ledger_private.category.updated_at IS 'When the category was last moved or renamed.';
COMMENT ON COLUMN ledger_private.category.name IS 'The category''s own name: the last one of its path.';
COMMENT ON COLUMN ledger_private.category.path IS 'Names from the root to the category, a slash between.';

RESET ROLE;
COMMIT;
