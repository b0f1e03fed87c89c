-- Cut the next range off the feed for a worker. One at a time for each consumer.
CREATE OR REPLACE FUNCTION ledger_private.lease_next(
    p_name text,
    p_limit integer,
    p_lease interval
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_now timestamptz;
    v_taken bigint;
    v_last bigint;
    v_lease_id uuid := ledger_private.new_id(ledger_private.user_bucket(0));
BEGIN
    SELECT c.taken_position INTO v_taken
    FROM ledger_private.event_consumer AS c
    WHERE c.consumer_name = p_name
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG019', jsonb_build_object('name', p_name));
    END IF;
    v_last := least((ledger_private.last_pass()).last_position, v_taken + p_limit);
    IF v_last <= v_taken THEN
        RETURN NULL;
    END IF;

    v_now := clock_timestamp();
    UPDATE ledger_private.event_consumer AS c
    SET taken_position = v_last, updated_at = v_now
    WHERE c.consumer_name = p_name;
    INSERT INTO ledger_private.event_lease (
        consumer_name, first_position, last_position, lease_id, attempt, leased_at, expires_at,
        database_user
    )
    VALUES (p_name, v_taken + 1, v_last, v_lease_id, 1, v_now, v_now + p_lease, session_user);
    RETURN v_lease_id;
END
$function$;

COMMENT ON FUNCTION ledger_private.lease_next(text, integer, interval) IS
'The lease of at most p_limit positions that no worker of the consumer has had, or NULL when there are none. LG019 when there is no such consumer, whose row is locked.';
