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
    name text NOT NULL,
    path text NOT NULL
        CONSTRAINT category_path_key UNIQUE,
    CONSTRAINT category_path_ends_in_name CHECK (
        path = name OR (parent_category_id IS NOT NULL AND path LIKE '%/%')
    )
);

CREATE INDEX category_parent_category_id_idx ON ledger_private.category (parent_category_id);

RESET ROLE;
COMMIT;
