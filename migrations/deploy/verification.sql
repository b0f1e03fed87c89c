-- How far the books have been proved, by whom, and what was found.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.verification (
    verification_number bigint NOT NULL
        CONSTRAINT verification_pkey PRIMARY KEY,
    from_xact_id bigint NOT NULL,
    -- The first one not looked at: the next proof begins there, if this one found nothing.
    before_xact_id bigint NOT NULL,
    transactions bigint NOT NULL,
    user_id bigint,
    created_at timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    is_ok boolean NOT NULL,
    is_current boolean NOT NULL,
    broken jsonb NOT NULL,
    user_role text NOT NULL,
    database_user text NOT NULL,
    request_id text
);

RESET ROLE;
COMMIT;
