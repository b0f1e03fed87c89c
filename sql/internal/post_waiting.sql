-- Post all that waits in a lane, in the order in which it was asked for.
CREATE OR REPLACE FUNCTION ledger_private.post_waiting(p_lane bigint, p_request_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_transfers ledger.transfer_request[];
    v_actors ledger.actor[];
BEGIN
    -- A second back, or to the leader's own: a scan from the start would visit all that was
    -- ever taken and is not vacuumed yet. Who waits for longer leads one day.
    WITH taken AS (
        DELETE FROM ledger_private.gathered_request AS q
        WHERE q.lane = p_lane AND q.login = session_user AND q.request_id >= greatest(
            ledger_private.id_at(v_now - interval '10 s'),
            least(p_request_id, ledger_private.id_at(v_now - interval '1 s'))
        )
        RETURNING q.request_id, q.transfer, q.actor
    )
    SELECT array_agg(t.transfer ORDER BY t.request_id), array_agg(t.actor ORDER BY t.request_id)
    INTO v_transfers, v_actors
    FROM taken AS t;
    -- What nobody came back for.
    IF random() < 0.01 THEN
        DELETE FROM ledger_private.gathered_request AS q
        WHERE q.lane = p_lane AND q.request_id < ledger_private.id_at(v_now - interval '10 s');
    END IF;

    -- What fails as a whole is undone and stays taken: then each posts its own alone, and the
    -- error meets who caused it. Only a cancelled or dead leader leaves it to the next one.
    BEGIN
        IF cardinality(v_transfers) = 1 THEN
            PERFORM ledger_private.post_one(v_transfers[1], v_actors[1]);
        ELSIF cardinality(v_transfers) > 1 THEN
            PERFORM ledger_private.post_batch(v_transfers, NULL, v_actors);
        END IF;
    EXCEPTION WHEN OTHERS THEN
        NULL;
    END;
END
$function$;

COMMENT ON FUNCTION ledger_private.post_waiting(bigint, uuid) IS
'For who holds the lane''s lock. Takes requests of session_user only, since audit rows name it, and none older than ten seconds. At most as many as there are sessions.';
