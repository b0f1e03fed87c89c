-- Take all that waits in a lane, in the order in which it was asked for.
CREATE OR REPLACE FUNCTION ledger_private.take_waiting(p_lane bigint, p_request_id uuid)
RETURNS ledger_private.queued_request[]
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_oldest uuid := ledger_private.id_at(v_now - interval '10 s');
    v_taken ledger_private.queued_request[];
BEGIN
    -- What nobody came back for, looked for by one in a hundred.
    IF random() < 0.01 THEN
        DELETE FROM ledger_private.queued_request AS q
        WHERE q.lane = p_lane AND q.request_id < v_oldest;
    END IF;
    -- A second back, or to the leader's own: a scan from the start would visit all that was
    -- ever taken and is not vacuumed yet. Who waits for longer leads one day.
    WITH taken AS (
        DELETE FROM ledger_private.queued_request AS q
        WHERE q.lane = p_lane AND q.request_id = ANY (ARRAY(
            SELECT w.request_id FROM ledger_private.queued_request AS w
            WHERE w.lane = p_lane AND w.login = session_user AND w.request_id >= greatest(
                v_oldest,
                least(p_request_id, ledger_private.id_at(v_now - interval '1 s'))
            )
            ORDER BY w.request_id
            LIMIT 1000
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING q AS request
    )
    SELECT array_agg(t.request ORDER BY (t.request).request_id) INTO v_taken FROM taken AS t;
    RETURN v_taken;
END
$function$;

COMMENT ON FUNCTION ledger_private.take_waiting(bigint, uuid) IS
'For who holds the lane''s lock. Takes requests of session_user only, since audit rows name it, and none older than ten seconds; up to a second, or as old as the one that the caller waits for.';
