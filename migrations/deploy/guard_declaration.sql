-- What guards a deploy has declared, which ledger.verify() compares the catalog with.
BEGIN;
SET LOCAL lock_timeout = '5s';
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
