-- Each job of the worker, when it last had a turn, and how far it is behind.
CREATE OR REPLACE VIEW ledger.worker_jobs AS
SELECT
    p.job_name::text AS job_name,
    p.last_turn_at,
    p.last_success_at,
    p.failures,
    p.failed_at,
    p.failure,
    p.consumer_name::text AS consumer_name,
    l.lag_events,
    round(
        greatest(extract(EPOCH FROM statement_timestamp() - l.waits_since), 0), 3
    ) AS lag_seconds
FROM ledger_private.worker_pulse AS p
LEFT JOIN LATERAL (
    SELECT
        c.lag AS lag_events,
        CASE WHEN c.lag > 0 THEN (
            SELECT e.created_at
            FROM ledger.events AS e
            WHERE e.event_position = c.acknowledged_position + 1
        ) ELSE statement_timestamp() END AS waits_since
    FROM ledger.event_consumers AS c
    WHERE c.consumer_name = p.consumer_name
    UNION ALL
    -- Numbering is behind with what has no position yet.
    SELECT
        count(*) AS lag_events,
        coalesce(min(u.created_at), statement_timestamp()) AS waits_since
    -- The first of them by number are the oldest, but for what was open for long.
    FROM (
        SELECT w.created_at
        FROM ledger_private.unnumbered_events AS w
        LIMIT 1000 -- noqa: AM09
    ) AS u
    WHERE p.job_name = 'numbering'
    HAVING p.job_name = 'numbering'
) AS l ON true;

COMMENT ON VIEW ledger.worker_jobs IS
'Jobs that zerosum work does beside requests: a row for each that ever had a turn. Read it through ledger.list_worker_jobs.';

COMMENT ON COLUMN ledger.worker_jobs.job_name IS 'Name of the job.';
COMMENT ON COLUMN ledger.worker_jobs.last_turn_at IS 'When a worker last told of a turn at it; it tells every half minute at the least, while a turn lasts no longer.';
COMMENT ON COLUMN ledger.worker_jobs.last_success_at IS 'When a worker last told of a turn that was done; NULL: never.';
COMMENT ON COLUMN ledger.worker_jobs.failures IS 'How many turns have failed since the first one.';
COMMENT ON COLUMN ledger.worker_jobs.failed_at IS 'When a worker last told of a turn that failed; NULL: never.';
COMMENT ON COLUMN ledger.worker_jobs.failure IS 'What the turn that failed last failed with: an SQLSTATE, or the kind of an error; NULL: none has.';
COMMENT ON COLUMN ledger.worker_jobs.consumer_name IS 'The consumer of the feed that the job works for; NULL: the job does not read the feed.';
COMMENT ON COLUMN ledger.worker_jobs.lag_events IS 'How many events the job has yet to do: those that its consumer has not acknowledged, and for numbering those without a position, of which it counts 1000; NULL for a job that does not read the feed.';
COMMENT ON COLUMN ledger.worker_jobs.lag_seconds IS 'Age in seconds of the oldest of them, 0 when there is none; NULL for a job that does not read the feed.';
