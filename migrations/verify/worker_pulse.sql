-- Fails when the change worker_pulse is not in place.
BEGIN;

SELECT
    job_name, consumer_name, last_turn_at, last_success_at, failures, failed_at, failure
FROM ledger_private.worker_pulse WHERE false;

ROLLBACK;
