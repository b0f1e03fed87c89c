-- For reports: who owns accounts, without their names.
CREATE OR REPLACE VIEW reporting.users AS
SELECT
    u.user_id, u.role, u.status, u.created_at
FROM ledger.users AS u;

COMMENT ON VIEW reporting.users IS
'Users without personal data: their names are in reporting.user_names, for ledger_reporter_personal. user_id 0 is the house.';

COMMENT ON COLUMN reporting.users.user_id IS 'Key of the view: the user''s id; 0 is the house.';
COMMENT ON COLUMN reporting.users.role IS 'house, customer, service, operator, auditor or administrator.';
COMMENT ON COLUMN reporting.users.status IS 'ACTIVE or SUSPENDED (may do nothing).';
COMMENT ON COLUMN reporting.users.created_at IS 'When the user was made.';
