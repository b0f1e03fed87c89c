-- Which role may do what.
CREATE OR REPLACE VIEW ledger.role_permissions AS
SELECT
    p.role::text AS role,
    p.permission
FROM ledger_private.role_permission AS p;

COMMENT ON VIEW ledger.role_permissions IS
'What each role may do; ledger.grant_permission and ledger.revoke_permission change it, at once and for everybody. A customer does it only to accounts that are its own.';

COMMENT ON COLUMN ledger.role_permissions.role IS 'Role that may do it: house, customer, service, operator, auditor or administrator.';
COMMENT ON COLUMN ledger.role_permissions.permission IS 'What may be done: a word that ledger_private.require_permission is asked for.';
