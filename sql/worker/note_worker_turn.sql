-- A worker tells how its turns at a job went.
CREATE OR REPLACE FUNCTION ledger.note_worker_turn(
    p_job_name text,
    p_is_done boolean,
    p_failures bigint DEFAULT 0,
    p_failure text DEFAULT NULL,
    p_consumer_name text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');
    PERFORM ledger_private.require_given(
        'job_name', p_job_name, 'is_done', p_is_done::text
    );
    IF NOT ledger_private.is_word(p_job_name) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "job_name"}');
    ELSIF (p_failures >= 0) IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "failures", "at_least": 0}');
    ELSIF p_failure !~ '^[[:alnum:]_]{1,100}$' THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "failure"}');
    ELSIF NOT ledger_private.is_word(p_consumer_name) THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "consumer_name"}');
    END IF;

    INSERT INTO ledger_private.worker_pulse AS p (
        job_name, consumer_name, last_turn_at, last_success_at, failures, failed_at, failure
    )
    VALUES (
        p_job_name, p_consumer_name, v_now, CASE WHEN p_is_done THEN v_now END, p_failures,
        CASE WHEN p_failures > 0 THEN v_now END, p_failure
    )
    ON CONFLICT (job_name) DO UPDATE
    SET
        consumer_name = excluded.consumer_name,
        last_turn_at = excluded.last_turn_at,
        last_success_at = coalesce(excluded.last_success_at, p.last_success_at),
        failures = p.failures + excluded.failures,
        failed_at = coalesce(excluded.failed_at, p.failed_at),
        failure = coalesce(excluded.failure, p.failure);
END
$function$;

COMMENT ON FUNCTION ledger.note_worker_turn(text, boolean, bigint, text, text, ledger.actor) IS
'Keep that a worker has had a turn at the job p_job_name: whether it was done, how many turns failed since it last told, what the last of them failed with (an SQLSTATE or the kind of an error: letters, digits and underscores), and for which consumer of the feed the job works. LG108, LG109. Asked every few seconds at the most, by zerosum work.';
