-- How far the books have been proved, by whom, and what was found.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.verification (
    verification_number bigint NOT NULL
        CONSTRAINT verification_pkey PRIMARY KEY,
    -- The next proof begins behind through_position, if this one found nothing.
    after_position bigint NOT NULL,
    through_position bigint NOT NULL,
    transactions bigint NOT NULL,
    user_id bigint,
    created_at timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    is_ok boolean NOT NULL,
    is_current boolean NOT NULL,
    broken jsonb NOT NULL,
    -- Guards cost a look at the whole catalog, so not every proof looks at them.
    broken_guards jsonb,
    user_role text NOT NULL,
    database_user text NOT NULL,
    request_id text
);

-- Folding gives entries to what has its position in the feed already: of these accounts the
-- next proof begins behind through_version.
CREATE TABLE ledger_private.fold_proof (
    account_id uuid NOT NULL
        CONSTRAINT fold_proof_pkey PRIMARY KEY,
    user_id bigint NOT NULL,
    after_version bigint NOT NULL,
    through_version bigint NOT NULL,
    is_current boolean NOT NULL
);

COMMENT ON TABLE ledger_private.verification IS 'How far the books have been proved, and what was found; append-only. Reference table.';
COMMENT ON COLUMN ledger_private.verification.verification_number IS 'Number of the proof, from 1.';
COMMENT ON COLUMN ledger_private.verification.after_position IS 'The position in the feed behind which the proof began.';
COMMENT ON COLUMN ledger_private.verification.through_position IS 'The last position in the feed that was looked at.';
COMMENT ON COLUMN ledger_private.verification.transactions IS 'How many transactions were proved.';
COMMENT ON COLUMN ledger_private.verification.user_id IS 'The user who asked for the proof; NULL for a database session.';
COMMENT ON COLUMN ledger_private.verification.created_at IS 'When the proof began.';
COMMENT ON COLUMN ledger_private.verification.finished_at IS 'When the proof ended.';
COMMENT ON COLUMN ledger_private.verification.is_ok IS 'Whether nothing was found to be wrong.';
COMMENT ON COLUMN ledger_private.verification.is_current IS 'Whether every transaction that had been committed was looked at.';
COMMENT ON COLUMN ledger_private.verification.broken IS 'Checks that failed, each with the first row that breaks it.';
COMMENT ON COLUMN ledger_private.verification.broken_guards IS 'Guards that were not in place, {} if all were; NULL where they were not looked at.';
COMMENT ON COLUMN ledger_private.verification.user_role IS 'Role of whoever acted; database for a database session.';
COMMENT ON COLUMN ledger_private.verification.database_user IS 'The database login (session_user).';
COMMENT ON COLUMN ledger_private.verification.request_id IS 'Correlation id of the request.';
COMMENT ON TABLE ledger_private.fold_proof IS 'How far the entries of accounts that accumulate, or did so before, have been proved. Distributed by user_id.';
COMMENT ON COLUMN ledger_private.fold_proof.account_id IS 'The account whose entries were proved.';
COMMENT ON COLUMN ledger_private.fold_proof.user_id IS 'The user who owns the account; the shard key.';
COMMENT ON COLUMN ledger_private.fold_proof.after_version IS 'The entry behind which the last proof of the account began.';
COMMENT ON COLUMN ledger_private.fold_proof.through_version IS 'The last entry of the account that was proved.';
COMMENT ON COLUMN ledger_private.fold_proof.is_current IS 'Whether the account had no more entries then.';

RESET ROLE;
COMMIT;
