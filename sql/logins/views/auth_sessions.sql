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

COMMENT ON COLUMN ledger.auth_sessions.session_id IS 'Id of the session, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger.auth_sessions.user_id IS 'The user who logged in.';
COMMENT ON COLUMN ledger.auth_sessions.created_at IS 'When the user logged in.';
COMMENT ON COLUMN ledger.auth_sessions.expires_at IS 'When the last refresh token of the session becomes void.';
COMMENT ON COLUMN ledger.auth_sessions.ended_at IS 'When the session was ended, or NULL.';
COMMENT ON COLUMN ledger.auth_sessions.end_reason IS 'Why the session ended: LOGOUT, LOGOUT_EVERYWHERE, PASSWORD or REUSED (a refresh token was used twice); NULL while it goes on.';
COMMENT ON COLUMN ledger.auth_sessions.ip_address IS 'Where the login came from.';
COMMENT ON COLUMN ledger.auth_sessions.user_agent IS 'Software that logged in.';
