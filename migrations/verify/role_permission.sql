-- Fails when the change role_permission is not in place.
BEGIN;

SELECT role, permission FROM ledger_private.role_permission WHERE false;

ROLLBACK;
