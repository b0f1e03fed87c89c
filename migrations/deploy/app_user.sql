-- Who owns accounts and who acts: users, and the names they log in by.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.app_user (
    user_id bigint NOT NULL
        CONSTRAINT app_user_pkey PRIMARY KEY
        CONSTRAINT app_user_id_is_not_negative CHECK (user_id >= 0),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    sessions_ended_at timestamptz,
    display_name ledger_private.name_text,
    role ledger_private.user_role NOT NULL,
    status text NOT NULL DEFAULT 'ACTIVE'
        CONSTRAINT app_user_status_is_known CHECK (status IN ('ACTIVE', 'SUSPENDED'))
);

-- A user_id is such a number times 4096, and the bucket of the username.
CREATE SEQUENCE ledger_private.user_number AS bigint MAXVALUE 2251799813685247;

-- Unique across all users, so it is a table keyed by that value.
CREATE TABLE ledger_private.login (
    username ledger_private.unique_text NOT NULL
        CONSTRAINT login_pkey PRIMARY KEY
        CONSTRAINT login_username_has_a_sane_length CHECK (length(username) BETWEEN 1 AND 200),
    user_id bigint NOT NULL
        CONSTRAINT login_user_id_key UNIQUE
        CONSTRAINT login_user_id_fkey REFERENCES ledger_private.app_user (user_id)
);

INSERT INTO ledger_private.app_user (user_id, role, display_name)
VALUES (0, 'house', 'The house: accounts of the bank itself and of the outside world');

COMMENT ON TABLE ledger_private.app_user IS 'Users: owners of accounts and makers of requests. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.app_user.user_id IS 'The user''s id, a number times 4096 and the bucket of the username; 0 is the house.';
COMMENT ON COLUMN ledger_private.app_user.created_at IS 'When the user was made.';
COMMENT ON COLUMN ledger_private.app_user.sessions_ended_at IS 'Access tokens of the user that were issued up to this moment are void; NULL: none is.';
COMMENT ON COLUMN ledger_private.app_user.display_name IS 'Name of the user to show; a label, not personal data.';
COMMENT ON COLUMN ledger_private.app_user.role IS 'house, customer, service, operator, auditor or administrator.';
COMMENT ON COLUMN ledger_private.app_user.status IS 'ACTIVE or SUSPENDED (may do nothing).';

COMMENT ON TABLE ledger_private.login IS 'Names users log in by. Keyed by the name.';
COMMENT ON COLUMN ledger_private.login.username IS 'Name to log in by; unique.';
COMMENT ON COLUMN ledger_private.login.user_id IS 'The user who logs in by the name.';

RESET ROLE;
COMMIT;
