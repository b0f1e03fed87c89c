-- Who proved who they are, who failed to, and whose rights were changed.
CREATE OR REPLACE VIEW ledger.auth_events AS
SELECT
    e.event_id,
    e.user_id,
    e.actor_user_id,
    e.action,
    e.detail,
    e.ip_address,
    e.user_agent,
    e.request_id,
    e.database_user,
    e.created_at
FROM ledger_audit.auth_event AS e;

COMMENT ON VIEW ledger.auth_events IS
'What happened to a user (0: nobody known), and who did it (NULL: the user itself before it was known, or a database session). Nobody can change or remove a row.';

COMMENT ON COLUMN ledger.auth_events.event_id IS 'Number of the event; ascends, and is unique within a cell.';
COMMENT ON COLUMN ledger.auth_events.user_id IS 'The user whom the event is about; 0 when that is nobody known.';
COMMENT ON COLUMN ledger.auth_events.actor_user_id IS 'The user who caused the event; NULL for a database session, or before the gateway knew the user.';
COMMENT ON COLUMN ledger.auth_events.action IS 'What happened: LOGIN, LOGIN_FAILED, LOGIN_LOCKED, REFRESH, LOGOUT, LOGOUT_EVERYWHERE, PASSWORD, KEY_CREATED, KEY_ACCEPTED, KEY_USED, KEY_REVOKED, ROLE, STATUS, IDENTITY_LINKED, IDENTITY_UNLINKED, PERMISSION_GRANTED, PERMISSION_REVOKED, ASSET_ADDED, PERSON_STORED, PERSON_READ, PERSON_REWRAPPED, PERSON_SHREDDED, WEBHOOK_CREATED, WEBHOOK_CHANGED, WEBHOOK_DISABLED, WEBHOOK_ROTATED, WEBHOOK_REPLAYED, WEBHOOK_REMOVED, DIRECT_CHANGE or DIRECT_CHANGES_EXPLAINED.';
COMMENT ON COLUMN ledger.auth_events.detail IS 'What else is known of the event, a JSON object; never a secret.';
COMMENT ON COLUMN ledger.auth_events.ip_address IS 'Where the request came from.';
COMMENT ON COLUMN ledger.auth_events.user_agent IS 'Software that sent the request.';
COMMENT ON COLUMN ledger.auth_events.request_id IS 'Correlation id of the request.';
COMMENT ON COLUMN ledger.auth_events.database_user IS 'The database login (session_user).';
COMMENT ON COLUMN ledger.auth_events.created_at IS 'When the event happened.';
