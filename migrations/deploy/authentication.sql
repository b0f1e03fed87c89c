-- How users prove who they are: passwords, sessions, API keys, and names given elsewhere.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

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
    throttle_key ledger_private.unique_text NOT NULL
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
    token_id ledger_private.unique_text NOT NULL,
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
    name ledger_private.name_text NOT NULL,
    scopes text[]
);
CREATE INDEX api_key_user_id_idx ON ledger_private.api_key (user_id, api_key_id);

-- Who a user is to an outside identity provider.
CREATE TABLE ledger_private.outside_identity (
    issuer ledger_private.unique_text NOT NULL,
    subject ledger_private.unique_text NOT NULL,
    user_id bigint NOT NULL
        CONSTRAINT outside_identity_user_id_fkey REFERENCES ledger_private.app_user (user_id),
    created_at timestamptz NOT NULL,
    CONSTRAINT outside_identity_pkey PRIMARY KEY (issuer, subject),
    CONSTRAINT outside_identity_has_a_sane_length CHECK (
        length(issuer) >= 1 AND length(issuer) <= 500
        AND length(subject) >= 1 AND length(subject) <= 500
    )
);
CREATE INDEX outside_identity_user_id_idx ON ledger_private.outside_identity (user_id);

COMMENT ON TYPE ledger.api_key_secret IS 'A new API key; secret is shown this once.';
COMMENT ON COLUMN ledger.api_key_secret.api_key_id IS 'Id of the new API key.';
COMMENT ON COLUMN ledger.api_key_secret.secret IS 'The API key itself; shown this once.';
COMMENT ON COLUMN ledger.api_key_secret.prefix IS 'How the API key begins.';
COMMENT ON COLUMN ledger.api_key_secret.expires_at IS 'The moment from which the API key is void.';

COMMENT ON TABLE ledger_private.credential IS 'Passwords of users, as argon2id hashes. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.credential.user_id IS 'The user whose password it is.';
COMMENT ON COLUMN ledger_private.credential.changed_at IS 'When the password was set.';
COMMENT ON COLUMN ledger_private.credential.password_hash IS 'argon2id hash with its parameters.';

COMMENT ON TABLE ledger_private.login_throttle IS 'How often a name or an address was tried, known or not. Keyed by that value.';
COMMENT ON COLUMN ledger_private.login_throttle.throttle_key IS 'What is counted: address: and a network, or name: and the SHA-256 of a username.';
COMMENT ON COLUMN ledger_private.login_throttle.failures IS 'Attempts to log in since the last success.';
COMMENT ON COLUMN ledger_private.login_throttle.last_attempt_at IS 'When the last attempt to log in was made.';
COMMENT ON COLUMN ledger_private.login_throttle.free_at IS 'The moment up to which further attempts are refused.';

COMMENT ON TABLE ledger_private.auth_session IS 'Logins, each with all that was refreshed from it. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.auth_session.session_id IS 'Id of the session, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger_private.auth_session.user_id IS 'The user who logged in.';
COMMENT ON COLUMN ledger_private.auth_session.created_at IS 'When the user logged in.';
COMMENT ON COLUMN ledger_private.auth_session.expires_at IS 'When the last refresh token of the session becomes void.';
COMMENT ON COLUMN ledger_private.auth_session.ended_at IS 'When the session was ended, or NULL.';
COMMENT ON COLUMN ledger_private.auth_session.end_reason IS 'Why the session ended: LOGOUT, LOGOUT_EVERYWHERE, PASSWORD or REUSED (a refresh token was used twice); NULL while it goes on.';
COMMENT ON COLUMN ledger_private.auth_session.ip_address IS 'Where the login came from.';
COMMENT ON COLUMN ledger_private.auth_session.user_agent IS 'Software that logged in.';

COMMENT ON TABLE ledger_private.refresh_token IS 'Digests of refresh tokens; one that is used twice ends its session. Keyed by the digest.';
COMMENT ON COLUMN ledger_private.refresh_token.token_digest IS 'SHA-256 of the token.';
COMMENT ON COLUMN ledger_private.refresh_token.session_id IS 'The session that the token continues.';
COMMENT ON COLUMN ledger_private.refresh_token.user_id IS 'The user who logged in.';
COMMENT ON COLUMN ledger_private.refresh_token.created_at IS 'When the token was given out.';
COMMENT ON COLUMN ledger_private.refresh_token.expires_at IS 'From when on the token is void.';
COMMENT ON COLUMN ledger_private.refresh_token.used_at IS 'When the token was exchanged for the next one; NULL for the token in use.';

COMMENT ON TABLE ledger_private.revoked_token IS 'Access tokens without a session that are void before they expire. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.revoked_token.user_id IS 'The user whom the token was issued for.';
COMMENT ON COLUMN ledger_private.revoked_token.token_id IS 'The token''s jti.';
COMMENT ON COLUMN ledger_private.revoked_token.revoked_at IS 'When the token was revoked.';
COMMENT ON COLUMN ledger_private.revoked_token.expires_at IS 'When the token would have expired; the row is of no use after that.';

COMMENT ON TABLE ledger_private.api_key IS 'Digests of the keys programs use. Keyed by the digest.';
COMMENT ON COLUMN ledger_private.api_key.key_digest IS 'SHA-256 of the API key.';
COMMENT ON COLUMN ledger_private.api_key.api_key_id IS 'Id of the API key, a UUIDv7 with the bucket of its owner; not the key.';
COMMENT ON COLUMN ledger_private.api_key.user_id IS 'The user whom the API key stands for.';
COMMENT ON COLUMN ledger_private.api_key.created_at IS 'When the API key was made.';
COMMENT ON COLUMN ledger_private.api_key.expires_at IS 'The moment from which the API key is void.';
COMMENT ON COLUMN ledger_private.api_key.last_used_at IS 'When the API key was last used, to the minute; NULL for never.';
COMMENT ON COLUMN ledger_private.api_key.revoked_at IS 'When the API key was revoked, or NULL.';
COMMENT ON COLUMN ledger_private.api_key.prefix IS 'How the API key begins, to tell it from others.';
COMMENT ON COLUMN ledger_private.api_key.name IS 'What the API key is for.';
COMMENT ON COLUMN ledger_private.api_key.scopes IS 'Permissions that the API key is narrowed to; NULL for all of its user''s.';

COMMENT ON TABLE ledger_private.outside_identity IS 'Who a user is to an outside identity provider. Keyed by issuer and subject.';
COMMENT ON COLUMN ledger_private.outside_identity.issuer IS 'Name of the identity provider, as its tokens give it.';
COMMENT ON COLUMN ledger_private.outside_identity.subject IS 'Name of the user with that provider.';
COMMENT ON COLUMN ledger_private.outside_identity.user_id IS 'The user of this ledger whom the identity stands for.';
COMMENT ON COLUMN ledger_private.outside_identity.created_at IS 'When the identity was linked.';

RESET ROLE;
COMMIT;
