-- Take the declarations of guards back, with their rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_audit.guard_declaration;
DROP TYPE ledger_private.guarded_object;
DROP TYPE ledger_private.guard_difference;
DROP TYPE ledger_private.guard;

COMMIT;
