-- The first who wants to be told, or who can send, begins the reading of the feed.
CREATE OR REPLACE FUNCTION ledger_private.begin_notifications()
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
BEGIN
    IF NOT EXISTS (
        SELECT FROM ledger_private.event_consumer AS c WHERE c.consumer_name = 'notifications'
    ) THEN
        PERFORM ledger_private.number_events(false);
        INSERT INTO ledger_private.event_consumer (
            consumer_name, taken_position, created_at, updated_at
        )
        VALUES (
            'notifications', coalesce((ledger_private.last_pass()).last_position, 0), v_now, v_now
        )
        ON CONFLICT (consumer_name) DO NOTHING;
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.begin_notifications() IS
'Makes the consumer notifications at the end of the feed unless there is one: nobody is told of what was before.';
