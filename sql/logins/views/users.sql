-- Users and the names they log in by.
CREATE OR REPLACE VIEW ledger.users AS
SELECT
    u.user_id,
    l.username::text AS username,
    u.display_name::text AS display_name,
    u.role::text AS role,
    u.status,
    u.created_at
FROM ledger_private.app_user AS u
LEFT JOIN ledger_private.login AS l USING (user_id);

COMMENT ON VIEW ledger.users IS
'Users. user_id 0 is the house, owner of the bank''s own accounts and those of the outside world.';

COMMENT ON COLUMN ledger.users.user_id IS 'The user''s id, a number times 4096 and the bucket of the username; 0 is the house.';
COMMENT ON COLUMN ledger.users.username IS 'Name to log in by; unique.';
COMMENT ON COLUMN ledger.users.display_name IS 'Name of the user to show; a label, not personal data.';
COMMENT ON COLUMN ledger.users.role IS 'house, customer, service, operator, auditor or administrator.';
COMMENT ON COLUMN ledger.users.status IS 'ACTIVE or SUSPENDED (may do nothing).';
COMMENT ON COLUMN ledger.users.created_at IS 'When the user was made.';
