-- Users and the names they log in by.
CREATE OR REPLACE VIEW ledger.users AS
SELECT
    u.user_id,
    l.username,
    u.display_name,
    u.role::text AS role,
    u.status,
    u.created_at
FROM ledger_private.app_user AS u
LEFT JOIN ledger_private.login AS l USING (user_id);

COMMENT ON VIEW ledger.users IS
'Users. user_id 0 is the house, owner of the bank''s own accounts and those of the outside world.';
