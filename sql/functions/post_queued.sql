-- Post what waits in a lane, or wait for the session that does; then say what became of one.
-- Plans as in post_transfers, waiting no longer for a lock than post_gathered does.
CREATE OR REPLACE FUNCTION ledger.post_queued(
    p_request_id uuid,
    p_transfer ledger.transfer_request,
    p_lane text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.transactions
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET lock_timeout = '250ms'
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_lane bigint := ledger_private.lane_of(p_lane);
    v_leads boolean;
    v_answer ledger.transactions;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'post');

    -- Two locks, # and + 1: who has the first will post, and all others wait for the second
    -- together. A leader waits for it too, behind those whom the last one woke.
    v_leads := pg_try_advisory_xact_lock(v_lane);
    BEGIN
        IF v_leads THEN
            PERFORM pg_advisory_xact_lock(v_lane # 1);
        ELSE
            PERFORM pg_advisory_xact_lock_shared(v_lane # 1);
        END IF;
    EXCEPTION WHEN lock_not_available THEN
        v_leads := false;
    END;
    IF v_leads THEN
        PERFORM ledger_private.post_waiting(v_lane, p_request_id);
    END IF;

    v_answer := ledger_private.recall_posted(p_transfer, v_actor);
    IF v_answer.transaction_id IS NULL AND EXISTS (
        SELECT FROM ledger_private.gathered_request AS q
        WHERE q.lane = v_lane AND q.request_id = p_request_id
    ) THEN
        v_answer.status := 'PENDING';
    END IF;
    RETURN v_answer;
END
$function$;

COMMENT ON FUNCTION ledger.post_queued(
    uuid, ledger.transfer_request, text, ledger.actor
) IS
'The second step of ledger.post_transfer_gathered: the transaction when it is posted; a row of nulls but PENDING while the request still waits: commit, then ask again; a row of nulls when it was refused or could not be posted with the others: post it alone. Tells no more than ledger.post_transfer with the same request and key would.';
