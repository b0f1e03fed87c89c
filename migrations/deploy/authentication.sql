-- How users prove who they are: passwords, sessions, API keys, and names given elsewhere.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TYPE ledger.login_attempt AS (user_id bigint, password_hash text, wait_seconds integer);
CREATE TYPE ledger.session_grant AS (
    outcome text,
    user_id bigint,
    role text,
    session_id uuid,
    refresh_token text,
    expires_at timestamptz
);
CREATE TYPE ledger.identity AS (
    user_id bigint,
    role text,
    scopes text[],
    expires_at timestamptz,
    api_key_id uuid
);
CREATE TYPE ledger.api_key_secret AS (
    api_key_id uuid,
    secret text,
    prefix text,
    expires_at timestamptz
);

CREATE TABLE ledger_private.credential (
    user_id bigint NOT NULL
        CONSTRAINT credential_pkey PRIMARY KEY
        CONSTRAINT credential_user_id_fkey REFERENCES ledger_private.app_user (user_id),
    changed_at timestamptz NOT NULL,
    password_hash text NOT NULL
        CONSTRAINT credential_password_hash_is_argon CHECK (
            password_hash ~ '^[$]argon2id[$]v=19[$]' AND length(password_hash) < 300
        )
);

-- How often a name or an address was tried, whether or not there is such a user.
CREATE TABLE ledger_private.login_throttle (
    throttle_key text NOT NULL
        CONSTRAINT login_throttle_pkey PRIMARY KEY,
    failures integer NOT NULL,
    last_attempt_at timestamptz NOT NULL,
    free_at timestamptz NOT NULL
);
CREATE INDEX login_throttle_last_attempt_at_idx
    ON ledger_private.login_throttle (last_attempt_at);

-- A login and all that was refreshed from it: ends as a whole.
CREATE TABLE ledger_private.auth_session (
    session_id uuid NOT NULL
        CONSTRAINT auth_session_pkey PRIMARY KEY,
    user_id bigint NOT NULL
        CONSTRAINT auth_session_user_id_fkey REFERENCES ledger_private.app_user (user_id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    end_reason text,
    ip_address inet,
    user_agent text,
    CONSTRAINT auth_session_end_has_a_reason CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX auth_session_user_id_idx ON ledger_private.auth_session (user_id, created_at);

-- Unique across all users, so it is a table keyed by that value. Only digests are kept.
CREATE TABLE ledger_private.refresh_token (
    token_digest bytea NOT NULL
        CONSTRAINT refresh_token_pkey PRIMARY KEY,
    session_id uuid NOT NULL
        CONSTRAINT refresh_token_session_id_fkey
        REFERENCES ledger_private.auth_session (session_id),
    user_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX refresh_token_session_id_idx ON ledger_private.refresh_token (session_id);

-- Access tokens that belong to no session and are void before they expire.
CREATE TABLE ledger_private.revoked_token (
    user_id bigint NOT NULL,
    token_id text NOT NULL,
    revoked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT revoked_token_pkey PRIMARY KEY (user_id, token_id)
);

CREATE TABLE ledger_private.api_key (
    key_digest bytea NOT NULL
        CONSTRAINT api_key_pkey PRIMARY KEY,
    api_key_id uuid NOT NULL
        CONSTRAINT api_key_api_key_id_key UNIQUE,
    user_id bigint NOT NULL
        CONSTRAINT api_key_user_id_fkey REFERENCES ledger_private.app_user (user_id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz,
    prefix text NOT NULL,
    name text NOT NULL
        CONSTRAINT api_key_name_has_a_sane_length CHECK (length(name) BETWEEN 1 AND 200),
    scopes text[]
);
CREATE INDEX api_key_user_id_idx ON ledger_private.api_key (user_id, api_key_id);

-- Who a user is to an outside identity provider.
CREATE TABLE ledger_private.outside_identity (
    issuer text NOT NULL,
    subject text NOT NULL,
    user_id bigint NOT NULL
        CONSTRAINT outside_identity_user_id_fkey REFERENCES ledger_private.app_user (user_id),
    created_at timestamptz NOT NULL,
    CONSTRAINT outside_identity_pkey PRIMARY KEY (issuer, subject),
    CONSTRAINT outside_identity_has_a_sane_length CHECK (
        length(issuer) BETWEEN 1 AND 500 AND length(subject) BETWEEN 1 AND 500
    )
);
CREATE INDEX outside_identity_user_id_idx ON ledger_private.outside_identity (user_id);

RESET ROLE;
COMMIT;
