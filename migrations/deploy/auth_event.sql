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

RESET ROLE;
COMMIT;
