-- When each job of the worker last had a turn, and how that went.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.worker_pulse (
    job_name ledger_private.unique_text NOT NULL
        CONSTRAINT worker_pulse_pkey PRIMARY KEY
        CONSTRAINT worker_pulse_job_name_is_a_word CHECK (
            job_name ~ '^[a-z][a-z0-9_]{0,39}$'
        ),
    consumer_name ledger_private.unique_text,
    last_turn_at timestamptz NOT NULL,
    last_success_at timestamptz,
    failures bigint NOT NULL
        CONSTRAINT worker_pulse_failures_count_from_zero CHECK (failures >= 0),
    failed_at timestamptz,
    failure text
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

COMMENT ON TABLE ledger_private.worker_pulse IS 'Jobs of the worker, and when they last had a turn. Stays in its cell.';
COMMENT ON COLUMN ledger_private.worker_pulse.job_name IS 'Name of the job: a word of small letters, digits and underscores.';
COMMENT ON COLUMN ledger_private.worker_pulse.consumer_name IS 'The consumer of the feed that the job works for, or NULL.';
COMMENT ON COLUMN ledger_private.worker_pulse.last_turn_at IS 'When a worker last told of a turn at it.';
COMMENT ON COLUMN ledger_private.worker_pulse.last_success_at IS 'When a worker last told of a turn that was done; NULL: never.';
COMMENT ON COLUMN ledger_private.worker_pulse.failures IS 'How many turns have failed since the first one.';
COMMENT ON COLUMN ledger_private.worker_pulse.failed_at IS 'When a worker last told of a turn that failed; NULL: never.';
COMMENT ON COLUMN ledger_private.worker_pulse.failure IS 'What the turn that failed last failed with: an SQLSTATE, or the kind of an error; NULL: none has.';

RESET ROLE;
COMMIT;
