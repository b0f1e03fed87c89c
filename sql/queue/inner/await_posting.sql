-- Wait until a request is taken, and for the end of who took it; does it still wait then?
CREATE OR REPLACE FUNCTION ledger_private.await_posting(p_lane bigint, p_request_id uuid)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    PERFORM pg_advisory_lock_shared(p_lane), pg_advisory_unlock_shared(p_lane);
    -- Whose transaction deletes the row has it: all whom it posts for wake up at its commit.
    PERFORM FROM ledger_private.queued_request AS q
    WHERE q.lane = p_lane AND q.request_id = p_request_id
    FOR UPDATE;
    RETURN FOUND;
END
$function$;

COMMENT ON FUNCTION ledger_private.await_posting(bigint, uuid) IS
'True when nobody has taken it after all: who seemed to be the next to post was only waiting like this, or was interrupted.';
