-- Give back the session's lock of a lane, if it has one: for who was interrupted.
CREATE OR REPLACE FUNCTION ledger_private.leave_lane(p_lane bigint)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    -- Looked up, since a wait that is interrupted just as it ends has got the lock all the same.
    PERFORM CASE l.mode
        WHEN 'ShareLock' THEN pg_advisory_unlock_shared(p_lane)
        ELSE pg_advisory_unlock(p_lane)
    END
    FROM pg_locks AS l
    WHERE l.locktype = 'advisory' AND l.granted AND l.pid = pg_backend_pid() AND l.objsubid = 1
        AND l.classid::bigint << 32 | l.objid::bigint = p_lane;
END
$function$;

COMMENT ON FUNCTION ledger_private.leave_lane(bigint) IS
'The lane''s own lock is the session''s, not the transaction''s, so that it can be given back while what was taken is still being posted.';
