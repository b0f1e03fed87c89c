-- For reports: what users are called.
CREATE OR REPLACE VIEW reporting.user_names AS
SELECT
    u.user_id, u.username, u.display_name
FROM ledger.users AS u;

COMMENT ON VIEW reporting.user_names IS
'Names of users, for those who may see personal data: logins with ledger_reporter_personal.';

COMMENT ON COLUMN reporting.user_names.user_id IS 'Key of the view: the user''s id; leads to reporting.users.';
COMMENT ON COLUMN reporting.user_names.username IS 'Name to log in by; unique.';
COMMENT ON COLUMN reporting.user_names.display_name IS 'Name of the user to show, or NULL.';
