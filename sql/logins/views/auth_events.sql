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
