-- A schema for what a gateway alone calls, and the types of its functions.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE SCHEMA ledger_gateway;

CREATE TYPE ledger_gateway.login_attempt AS (
    user_id bigint,
    password_hash text,
    wait_seconds integer
);
CREATE TYPE ledger_gateway.session_grant AS (
    outcome text,
    user_id bigint,
    role text,
    session_id uuid,
    refresh_token text,
    expires_at timestamptz
);
CREATE TYPE ledger_gateway.identity AS (
    user_id bigint,
    role text,
    scopes text[],
    expires_at timestamptz,
    api_key_id uuid
);
CREATE TYPE ledger_gateway.access_changes AS (
    mark pg_snapshot,
    server_started_at timestamptz,
    user_ids bigint[]
);

COMMENT ON SCHEMA ledger_gateway IS 'What a gateway calls and no person does: who somebody is, posting for several users at once, the steps of ledger.post_transfer_gathered.';

COMMENT ON TYPE ledger_gateway.login_attempt IS 'What a gateway compares a password with, or how long it has to wait.';
COMMENT ON COLUMN ledger_gateway.login_attempt.user_id IS 'The user of that name; NULL: there is none, or the caller has to wait.';
COMMENT ON COLUMN ledger_gateway.login_attempt.password_hash IS 'argon2id hash to compare with; NULL: there is none, or the caller has to wait.';
COMMENT ON COLUMN ledger_gateway.login_attempt.wait_seconds IS 'How many seconds to wait before the next attempt; 0: none.';

COMMENT ON TYPE ledger_gateway.session_grant IS 'What became of a login or of a refresh; refresh_token is shown this once.';
COMMENT ON COLUMN ledger_gateway.session_grant.outcome IS 'GRANTED, or why not: REFUSED, UNKNOWN, EXPIRED, ENDED, SUSPENDED or REUSED.';
COMMENT ON COLUMN ledger_gateway.session_grant.user_id IS 'The user who logged in.';
COMMENT ON COLUMN ledger_gateway.session_grant.role IS 'The user''s role, now.';
COMMENT ON COLUMN ledger_gateway.session_grant.session_id IS 'The session that the refresh token continues.';
COMMENT ON COLUMN ledger_gateway.session_grant.refresh_token IS 'Token for the next refresh; shown this once.';
COMMENT ON COLUMN ledger_gateway.session_grant.expires_at IS 'The moment from which the refresh token is void.';

COMMENT ON TYPE ledger_gateway.identity IS 'The user whom a token or key stands for, as it is now; scopes narrow what it may do.';
COMMENT ON COLUMN ledger_gateway.identity.user_id IS 'The user whom the token or API key stands for.';
COMMENT ON COLUMN ledger_gateway.identity.role IS 'The user''s role, now.';
COMMENT ON COLUMN ledger_gateway.identity.scopes IS 'Permissions that the user is narrowed to; NULL: not narrowed.';
COMMENT ON COLUMN ledger_gateway.identity.expires_at IS 'When the token or API key becomes void.';
COMMENT ON COLUMN ledger_gateway.identity.api_key_id IS 'The API key that was shown; NULL for a token.';

COMMENT ON TYPE ledger_gateway.access_changes IS 'Whose proofs or rights changed, and a mark to ask from the next time.';
COMMENT ON COLUMN ledger_gateway.access_changes.mark IS 'What to ask from the next time.';
COMMENT ON COLUMN ledger_gateway.access_changes.server_started_at IS 'When the database server started; another moment means that marks are void.';
COMMENT ON COLUMN ledger_gateway.access_changes.user_ids IS 'The users whose proofs or rights changed.';

RESET ROLE;
COMMIT;
