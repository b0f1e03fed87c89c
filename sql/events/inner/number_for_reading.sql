-- Number what was committed, so that a list in the order of the feed shows it.
CREATE OR REPLACE FUNCTION ledger_private.number_for_reading()
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET lock_timeout = '1s'
AS $function$
BEGIN
    -- The lock of numbering lasts until commit: who writes, and may go on for long, leaves it.
    IF pg_current_xact_id_if_assigned() IS NULL THEN
        PERFORM ledger_private.number_events(true);
    END IF;
EXCEPTION
    WHEN lock_not_available THEN
        NULL;
END
$function$;

COMMENT ON FUNCTION ledger_private.number_for_reading() IS
'Numbers as ledger_private.number_events does, where this database transaction has written nothing yet; waits for another session''s pass for at most a second.';
