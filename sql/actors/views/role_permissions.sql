-- Which role may do what.
CREATE OR REPLACE VIEW ledger.role_permissions AS
SELECT
    p.role::text AS role,
    p.permission::text AS permission
FROM ledger_private.role_permission AS p;

COMMENT ON VIEW ledger.role_permissions IS
'What each role may do; ledger.grant_permission and ledger.revoke_permission change it, at once and for everybody. A customer does it only to accounts that are its own.';

COMMENT ON COLUMN ledger.role_permissions.role IS 'Role that has the permission: customer, service, operator, auditor or administrator.';
COMMENT ON COLUMN ledger.role_permissions.permission IS 'What the role may do, in a word such as read, post or manage; choose_type lets it post as any transaction_type, post_ and a type as that one.';
