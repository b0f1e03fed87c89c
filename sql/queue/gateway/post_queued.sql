-- Post what waits in a lane, or wait for the session that does; then say what became of one.
-- Plans as in post_transfers.
CREATE OR REPLACE FUNCTION ledger_gateway.post_queued(
    p_request_id uuid,
    p_transfer ledger.transfer_request,
    p_lane text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.transactions
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET lock_timeout = '2s'
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_lane bigint;
    v_is_next boolean := false;
    v_waiting ledger_private.queued_request[];
BEGIN
    PERFORM ledger_private.require_short('lane', p_lane);
    PERFORM ledger_private.require_formed(p_transfer);
    v_lane := ledger_private.lane_of(p_lane);
    PERFORM ledger_private.require_permission(v_actor, 'post');

    -- The lock of the lane is for who posts next, that of # 1 for who posts now. The next one
    -- holds its lock until it has taken what waits, and the others wait for that together.
    BEGIN
        v_is_next := pg_try_advisory_lock(v_lane);
        IF NOT v_is_next AND ledger_private.await_posting(v_lane, p_request_id) THEN
            v_is_next := pg_advisory_lock(v_lane) IS NOT NULL;
        END IF;
        IF v_is_next THEN
            PERFORM pg_advisory_xact_lock(v_lane # 1);
            v_waiting := ledger_private.take_waiting(v_lane, p_request_id);
            PERFORM pg_advisory_unlock(v_lane);
            PERFORM ledger_private.post_waiting(v_waiting);
        END IF;
    EXCEPTION WHEN query_canceled OR OTHERS THEN
        PERFORM ledger_private.leave_lane(v_lane);
        IF SQLSTATE NOT IN ('55P03', '40P01', '40001') THEN
            RAISE;
        END IF;
    END;
    RETURN NEXT ledger_private.recall_posted(p_transfer, p_request_id, v_actor);
END
$function$;

COMMENT ON FUNCTION ledger_gateway.post_queued(
    uuid, ledger.transfer_request, text, ledger.actor
) IS
'The second step of ledger.post_transfer_gathered. Returns the transaction; or a row without transaction_id when the request was refused, its status then FAILED and the refusal on file, or when it waited for two seconds or could not be posted with the others: then post it alone. Call it in a READ COMMITTED database transaction of its own. It tells the caller no more than ledger.post_transfer with the same request and idempotency key would.';
