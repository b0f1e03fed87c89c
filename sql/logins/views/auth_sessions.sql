-- Who is logged in, since when and from where.
CREATE OR REPLACE VIEW ledger.auth_sessions AS
SELECT
    s.session_id,
    s.user_id,
    s.created_at,
    s.expires_at,
    s.ended_at,
    s.end_reason,
    s.ip_address,
    s.user_agent
FROM ledger_private.auth_session AS s;

COMMENT ON VIEW ledger.auth_sessions IS
'Logins: each lasts until ended_at, or expires_at at most. end_reason is LOGOUT, LOGOUT_EVERYWHERE, PASSWORD, or REUSED for a refresh token that came twice.';
