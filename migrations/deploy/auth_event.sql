-- Who proved who they are, who failed to, and whose rights were changed.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_audit_owner;

CREATE TABLE ledger_audit.auth_event (
    event_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY
        CONSTRAINT auth_event_pkey PRIMARY KEY,
    user_id bigint NOT NULL,
    actor_user_id bigint,
    created_at timestamptz NOT NULL,
    action text NOT NULL,
    detail jsonb NOT NULL,
    ip_address inet,
    user_agent text,
    request_id text,
    database_user text NOT NULL
);
CREATE INDEX auth_event_user_id_idx ON ledger_audit.auth_event (user_id, event_id);

GRANT SELECT, INSERT ON ledger_audit.auth_event TO ledger_owner;

COMMENT ON TABLE ledger_audit.auth_event IS 'Proofs of identity, failures of them, and changes of rights. Distributed by user_id.';
COMMENT ON COLUMN ledger_audit.auth_event.event_id IS 'Number of the event; ascends, and is unique within a cell.';
COMMENT ON COLUMN ledger_audit.auth_event.user_id IS 'The user whom the event is about; 0 when that is nobody known.';
COMMENT ON COLUMN ledger_audit.auth_event.actor_user_id IS 'The user who caused the event; NULL for a database session, or before the gateway knew the user.';
COMMENT ON COLUMN ledger_audit.auth_event.created_at IS 'When the event happened.';
COMMENT ON COLUMN ledger_audit.auth_event.action IS 'What happened: LOGIN, LOGIN_FAILED, LOGIN_LOCKED, REFRESH, LOGOUT, LOGOUT_EVERYWHERE, PASSWORD, KEY_CREATED, KEY_USED, KEY_REVOKED, ROLE, STATUS, IDENTITY_LINKED, IDENTITY_UNLINKED, PERMISSION_GRANTED, PERMISSION_REVOKED, PERSON_STORED, PERSON_READ, PERSON_REWRAPPED or PERSON_SHREDDED.';
COMMENT ON COLUMN ledger_audit.auth_event.detail IS 'What else is known of the event, a JSON object; never a secret.';
COMMENT ON COLUMN ledger_audit.auth_event.ip_address IS 'Where the request came from.';
COMMENT ON COLUMN ledger_audit.auth_event.user_agent IS 'Software that sent the request.';
COMMENT ON COLUMN ledger_audit.auth_event.request_id IS 'Correlation id of the request.';
COMMENT ON COLUMN ledger_audit.auth_event.database_user IS 'The database login (session_user).';

RESET ROLE;
COMMIT;
