-- Take over the oldest range whose lease has run out, passing over what others are taking.
CREATE OR REPLACE FUNCTION ledger_private.lease_abandoned(
    p_name text,
    p_limit integer,
    p_lease interval
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_lease ledger_private.event_lease;
BEGIN
    SELECT l.* INTO v_lease
    FROM ledger_private.event_lease AS l
    WHERE l.consumer_name = p_name
        AND l.expires_at <= v_now
    ORDER BY l.first_position
    LIMIT 1
    FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;

    -- More than is asked for: the rest stays for the next worker, as abandoned as it was.
    IF v_lease.last_position >= v_lease.first_position + p_limit THEN
        INSERT INTO ledger_private.event_lease (
            consumer_name, first_position, last_position, lease_id, attempt, leased_at,
            expires_at, database_user
        )
        VALUES (
            p_name, v_lease.first_position + p_limit, v_lease.last_position,
            ledger_private.new_id(ledger_private.user_bucket(0)), v_lease.attempt,
            v_lease.leased_at, v_lease.expires_at, v_lease.database_user
        );
    END IF;
    UPDATE ledger_private.event_lease AS l
    SET
        last_position = least(v_lease.last_position, v_lease.first_position + p_limit - 1),
        lease_id = ledger_private.new_id(ledger_private.user_bucket(0)),
        attempt = v_lease.attempt + 1,
        leased_at = v_now,
        expires_at = v_now + p_lease,
        database_user = session_user
    WHERE l.lease_id = v_lease.lease_id
    RETURNING l.lease_id INTO v_lease.lease_id;
    RETURN v_lease.lease_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.lease_abandoned(text, integer, interval) IS
'The new lease of at most p_limit positions, or NULL when no lease of the consumer has run out. The old lease can no longer be acknowledged.';
