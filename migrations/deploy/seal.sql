-- What is sealed of the feed: a tree of hashes over it, the objects it tells of, signed heads.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;
GRANT USAGE ON TYPE ledger_private.unique_text TO ledger_audit_owner;
RESET ROLE;
SET LOCAL ROLE ledger_audit_owner;

-- Posting writes nothing here: the worker's job of seals does, after the commit.
CREATE TABLE ledger_audit.seal (
    -- A key, and a start that is taken once: no two seals can go on from the same tree.
    tree_size bigint NOT NULL
        CONSTRAINT seal_pkey PRIMARY KEY,
    after_size bigint NOT NULL
        CONSTRAINT seal_after_size_key UNIQUE,
    feed_id uuid NOT NULL,
    sealed_at timestamptz NOT NULL,
    root_hash bytea NOT NULL
        CONSTRAINT seal_root_hash_is_sha256 CHECK (octet_length(root_hash) = 32),
    leaf_hashes bytea NOT NULL,
    CONSTRAINT seal_has_a_hash_for_each_leaf CHECK (
        after_size >= 0 AND tree_size > after_size
        AND octet_length(leaf_hashes) = 32 * (tree_size - after_size)
    )
);
-- A part of it is read without the rest.
ALTER TABLE ledger_audit.seal ALTER COLUMN leaf_hashes SET STORAGE EXTERNAL;

CREATE TABLE ledger_audit.seal_node (
    level smallint NOT NULL
        CONSTRAINT seal_node_is_above_the_leaves CHECK (level BETWEEN 8 AND 62),
    node_number bigint NOT NULL
        CONSTRAINT seal_node_counts_from_zero CHECK (node_number >= 0),
    hash bytea NOT NULL
        CONSTRAINT seal_node_hash_is_sha256 CHECK (octet_length(hash) = 32),
    CONSTRAINT seal_node_pkey PRIMARY KEY (level, node_number)
);

CREATE TABLE ledger_audit.sealed_state (
    -- Their order is part of a hash, so no collation of a database may change it.
    object_type ledger_private.unique_text NOT NULL,
    object_key ledger_private.unique_text NOT NULL,
    event_position bigint NOT NULL,
    parts jsonb NOT NULL
        CONSTRAINT sealed_state_parts_are_an_object CHECK (jsonb_typeof(parts) = 'object'),
    CONSTRAINT sealed_state_pkey PRIMARY KEY (object_type, object_key, event_position)
);
CREATE INDEX sealed_state_event_position_idx ON ledger_audit.sealed_state (event_position);

CREATE TABLE ledger_audit.seal_salt (
    salt_number smallint NOT NULL
        CONSTRAINT seal_salt_pkey PRIMARY KEY
        CONSTRAINT seal_salt_is_one CHECK (salt_number = 1),
    salt bytea NOT NULL
        CONSTRAINT seal_salt_is_long CHECK (octet_length(salt) = 32)
);
INSERT INTO ledger_audit.seal_salt (salt_number, salt)
VALUES (1, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

CREATE TABLE ledger_audit.seal_key (
    key_id ledger_private.unique_text NOT NULL
        CONSTRAINT seal_key_pkey PRIMARY KEY
        CONSTRAINT seal_key_id_is_four_bytes CHECK (key_id ~ '^[0-9a-f]{8}$'),
    created_at timestamptz NOT NULL,
    key_name text NOT NULL
        CONSTRAINT seal_key_name_has_no_space CHECK (key_name ~ '^[^[:space:]+]{1,200}$'),
    public_key bytea NOT NULL
        CONSTRAINT seal_key_public_key_is_ed25519 CHECK (octet_length(public_key) = 32)
);

CREATE TABLE ledger_audit.seal_head (
    tree_size bigint NOT NULL
        CONSTRAINT seal_head_tree_size_fkey REFERENCES ledger_audit.seal (tree_size),
    key_id ledger_private.unique_text NOT NULL
        CONSTRAINT seal_head_key_id_fkey REFERENCES ledger_audit.seal_key (key_id),
    signed_at timestamptz NOT NULL,
    note text NOT NULL
        CONSTRAINT seal_head_note_has_a_sane_length CHECK (length(note) BETWEEN 100 AND 2000),
    CONSTRAINT seal_head_pkey PRIMARY KEY (tree_size, key_id)
);
CREATE INDEX seal_head_key_id_idx ON ledger_audit.seal_head (key_id, tree_size);

GRANT SELECT, INSERT ON
    ledger_audit.seal, ledger_audit.seal_node, ledger_audit.sealed_state,
    ledger_audit.seal_key, ledger_audit.seal_head
    TO ledger_owner;
GRANT SELECT ON ledger_audit.seal_salt TO ledger_owner;

COMMENT ON TABLE ledger_audit.seal IS 'Each growth of the tree of hashes over the feed; append-only. Stays in its cell.';
COMMENT ON COLUMN ledger_audit.seal.tree_size IS 'How many events the tree covers: the last position in it.';
COMMENT ON COLUMN ledger_audit.seal.after_size IS 'How many it covered before.';
COMMENT ON COLUMN ledger_audit.seal.feed_id IS 'Identity of the feed then; the head names it.';
COMMENT ON COLUMN ledger_audit.seal.sealed_at IS 'When the tree was made to grow.';
COMMENT ON COLUMN ledger_audit.seal.root_hash IS 'Root of the tree over the first tree_size events, as RFC 6962 makes it.';
COMMENT ON COLUMN ledger_audit.seal.leaf_hashes IS 'Hashes of the leaves behind after_size, 32 bytes each, in the order of the feed.';
COMMENT ON TABLE ledger_audit.seal_node IS 'Roots of whole subtrees of 256 leaves and more, so that no proof reads all leaves; append-only. Stays in its cell.';
COMMENT ON COLUMN ledger_audit.seal_node.level IS 'The subtree has 2^level leaves.';
COMMENT ON COLUMN ledger_audit.seal_node.node_number IS 'Which of the subtrees of its level, from 0.';
COMMENT ON COLUMN ledger_audit.seal_node.hash IS 'Root of the subtree.';
COMMENT ON TABLE ledger_audit.sealed_state IS 'What an object that can change was when an event about it was sealed, as salted hashes; append-only. Stays in its cell.';
COMMENT ON COLUMN ledger_audit.sealed_state.object_type IS 'Kind of the object: account, user, limit.';
COMMENT ON COLUMN ledger_audit.sealed_state.object_key IS 'What names the object among those of its kind.';
COMMENT ON COLUMN ledger_audit.sealed_state.event_position IS 'The event whose leaf covers this.';
COMMENT ON COLUMN ledger_audit.sealed_state.parts IS 'A salted SHA-256 of each part of the object, in hex, by the name of the part; empty when the object was gone.';
COMMENT ON TABLE ledger_audit.seal_salt IS 'What hides short texts behind their hashes: one row. Stays in its cell.';
COMMENT ON COLUMN ledger_audit.seal_salt.salt_number IS 'There is one: 1.';
COMMENT ON COLUMN ledger_audit.seal_salt.salt IS 'Random; the salt of each part is made of it.';
COMMENT ON TABLE ledger_audit.seal_key IS 'Public keys of all that ever signed heads; append-only. Stays in its cell.';
COMMENT ON COLUMN ledger_audit.seal_key.key_id IS 'The key''s id in a signed note: four bytes of a SHA-256 over name and key, in hex.';
COMMENT ON COLUMN ledger_audit.seal_key.created_at IS 'When it was made known here.';
COMMENT ON COLUMN ledger_audit.seal_key.key_name IS 'Name of the signer.';
COMMENT ON COLUMN ledger_audit.seal_key.public_key IS 'Ed25519 public key.';
COMMENT ON TABLE ledger_audit.seal_head IS 'Signed heads of the tree; append-only. Stays in its cell.';
COMMENT ON COLUMN ledger_audit.seal_head.tree_size IS 'How many events the head covers.';
COMMENT ON COLUMN ledger_audit.seal_head.key_id IS 'The key that signed it.';
COMMENT ON COLUMN ledger_audit.seal_head.signed_at IS 'When it was kept here.';
COMMENT ON COLUMN ledger_audit.seal_head.note IS 'The head as a signed note, a C2SP checkpoint.';

RESET ROLE;
SET LOCAL ROLE ledger_owner;

CREATE TYPE ledger.inclusion_proof AS (
    event_position bigint,
    tree_size bigint,
    root_hash text,
    leaf_text text,
    parts jsonb,
    path text[],
    head text
);

CREATE TYPE ledger.consistency_proof AS (
    from_size bigint, tree_size bigint, from_root_hash text, root_hash text, path text[]
);

COMMENT ON TYPE ledger.inclusion_proof IS 'That an event is in the tree of seals.';
COMMENT ON COLUMN ledger.inclusion_proof.event_position IS 'Place of the event in the feed; its leaf is the one before this number, as leaves count from 0.';
COMMENT ON COLUMN ledger.inclusion_proof.tree_size IS 'How many events the tree covers.';
COMMENT ON COLUMN ledger.inclusion_proof.root_hash IS 'Root of the tree, in base64.';
COMMENT ON COLUMN ledger.inclusion_proof.leaf_text IS 'Text of the leaf: lines with the salted hash of each part.';
COMMENT ON COLUMN ledger.inclusion_proof.parts IS 'The parts that the caller may see: number, name, salt in hex, and text.';
COMMENT ON COLUMN ledger.inclusion_proof.path IS 'Hashes from the leaf''s sibling to the root, in base64.';
COMMENT ON COLUMN ledger.inclusion_proof.head IS 'The signed head of that size; NULL when none was signed of it.';
COMMENT ON TYPE ledger.consistency_proof IS 'That a tree of seals goes on from a smaller one.';
COMMENT ON COLUMN ledger.consistency_proof.from_size IS 'Size of the smaller tree.';
COMMENT ON COLUMN ledger.consistency_proof.tree_size IS 'Size of the larger tree.';
COMMENT ON COLUMN ledger.consistency_proof.from_root_hash IS 'Root of the smaller tree, in base64.';
COMMENT ON COLUMN ledger.consistency_proof.root_hash IS 'Root of the larger tree, in base64.';
COMMENT ON COLUMN ledger.consistency_proof.path IS 'The hashes of RFC 6962, in base64.';

RESET ROLE;
COMMIT;
