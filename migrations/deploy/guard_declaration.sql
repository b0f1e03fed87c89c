-- What guards a deploy has declared, which ledger.verify() compares the catalog with.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TYPE ledger_private.guard AS (
    guard text,
    definition text
);
CREATE TYPE ledger_private.guard_difference AS (
    guard text,
    declared text,
    present text
);
CREATE TYPE ledger_private.guarded_object AS (
    object text,
    owner_id oid,
    acl aclitem[],
    acl_kind "char"
);

COMMENT ON TYPE ledger_private.guard IS 'One thing of the catalog that the ledger relies on.';
COMMENT ON COLUMN ledger_private.guard.guard IS 'Its kind and its name.';
COMMENT ON COLUMN ledger_private.guard.definition IS 'What it is, as text that no setting of a session changes.';
COMMENT ON TYPE ledger_private.guard_difference IS 'A guard that is not as it was declared.';
COMMENT ON COLUMN ledger_private.guard_difference.guard IS 'Kind and name of the guard.';
COMMENT ON COLUMN ledger_private.guard_difference.declared IS 'What it should be; NULL where it should not be there.';
COMMENT ON COLUMN ledger_private.guard_difference.present IS 'What it is; NULL where it is not there.';
COMMENT ON TYPE ledger_private.guarded_object IS 'An object of the ledger that has an owner and rights.';
COMMENT ON COLUMN ledger_private.guarded_object.object IS 'Its kind and name, as GRANT … ON takes them.';
COMMENT ON COLUMN ledger_private.guarded_object.owner_id IS 'The role that owns it.';
COMMENT ON COLUMN ledger_private.guarded_object.acl IS 'Its rights, those by default too.';
COMMENT ON COLUMN ledger_private.guarded_object.acl_kind IS 'Its kind, as acldefault() takes it.';

RESET ROLE;
SET LOCAL ROLE ledger_audit_owner;

CREATE TABLE ledger_audit.guard_declaration (
    declaration_number bigint NOT NULL
        CONSTRAINT guard_declaration_pkey PRIMARY KEY
        CONSTRAINT guard_declaration_counts_from_one CHECK (declaration_number >= 1),
    declared_at timestamptz NOT NULL,
    release text NOT NULL,
    code_digest text NOT NULL,
    guards_digest bytea NOT NULL,
    guards jsonb NOT NULL,
    repaired jsonb NOT NULL,
    database_user text NOT NULL
);

-- Proofs read it; nobody but its owner adds to it.
GRANT SELECT ON ledger_audit.guard_declaration TO ledger_owner;

COMMENT ON TABLE ledger_audit.guard_declaration IS 'The guards that deploys have declared, the newest row those of today; append-only. Local to the database.';
COMMENT ON COLUMN ledger_audit.guard_declaration.declaration_number IS 'Number of the declaration, from 1.';
COMMENT ON COLUMN ledger_audit.guard_declaration.declared_at IS 'When it was declared.';
COMMENT ON COLUMN ledger_audit.guard_declaration.release IS 'The release that declared it.';
COMMENT ON COLUMN ledger_audit.guard_declaration.code_digest IS 'Digest of the code that was deployed.';
COMMENT ON COLUMN ledger_audit.guard_declaration.guards_digest IS 'SHA-256 of the guards as text.';
COMMENT ON COLUMN ledger_audit.guard_declaration.guards IS 'Each guard by kind and name, with its definition.';
COMMENT ON COLUMN ledger_audit.guard_declaration.repaired IS 'Guards that were put back by the deploy, each with what it had been.';
COMMENT ON COLUMN ledger_audit.guard_declaration.database_user IS 'The database login (session_user) that deployed.';

RESET ROLE;
COMMIT;
