-- Which role may do what: rows, so that an administrator can change them.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.role_permission (
    role ledger_private.user_role COLLATE "C" NOT NULL
        CONSTRAINT role_permission_role_is_not_the_house CHECK (role <> 'house'),
    permission ledger_private.permission_name NOT NULL,
    CONSTRAINT role_permission_pkey PRIMARY KEY (role, permission)
);

INSERT INTO ledger_private.role_permission (role, permission)
SELECT r.role, p.permission
FROM (
    VALUES
    ('read', '{customer, service, auditor, operator, administrator}'::text[]),
    ('post', '{customer, service, operator, administrator}'),
    ('choose_type', '{service, operator, administrator}'),
    ('open_account', '{customer, service, operator, administrator}'),
    ('delegate', '{customer, operator, administrator}'),
    ('read_audit', '{auditor, operator, administrator}'),
    ('manage', '{operator, administrator}'),
    ('relay', '{operator, administrator}'),
    ('add_asset', '{administrator}'),
    ('administer', '{administrator}')
) AS p (permission, roles)
CROSS JOIN LATERAL unnest(p.roles) AS r (role);

COMMENT ON TABLE ledger_private.role_permission IS 'What each role may do. Reference table, read by every call.';
COMMENT ON COLUMN ledger_private.role_permission.role IS 'Role that has the permission: customer, service, operator, auditor or administrator.';
COMMENT ON COLUMN ledger_private.role_permission.permission IS 'What the role may do, in a word such as read, post or manage; choose_type lets it post as any transaction_type, post_ and a type as that one.';

RESET ROLE;
COMMIT;
