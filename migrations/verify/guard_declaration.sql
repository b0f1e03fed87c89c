-- Fails when declarations of guards are not in place.
BEGIN;

SELECT
    declaration_number, declared_at, release, code_digest, guards_digest, guards, repaired,
    database_user
FROM ledger_audit.guard_declaration WHERE false;

ROLLBACK;
