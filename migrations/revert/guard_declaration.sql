-- Take the declarations of guards back, with their rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_audit.guard_declaration;

COMMIT;
