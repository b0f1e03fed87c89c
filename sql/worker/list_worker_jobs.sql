-- Show what the worker does beside requests, and how far each job is behind.
CREATE OR REPLACE FUNCTION ledger.list_worker_jobs(p_actor ledger.actor DEFAULT NULL)
RETURNS SETOF ledger.worker_jobs
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'relay');

    RETURN QUERY
    SELECT j.*
    FROM ledger.worker_jobs AS j
    ORDER BY j.job_name;
END
$function$;

COMMENT ON FUNCTION ledger.list_worker_jobs(ledger.actor) IS
'All jobs of the worker that ever had a turn, by name, with their lag in events and seconds and their failures. Takes no lock.';
