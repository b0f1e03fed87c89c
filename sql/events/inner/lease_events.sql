-- Take events for a worker that does its work in the same database transaction.
CREATE OR REPLACE FUNCTION ledger_private.lease_events(p_name text, p_limit integer)
RETURNS ledger_private.event_lease
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_lease_id uuid;
    v_lease ledger_private.event_lease;
BEGIN
    v_lease_id := coalesce(
        ledger_private.lease_abandoned(p_name, p_limit, '1 minute'),
        ledger_private.lease_next(p_name, p_limit, '1 minute')
    );
    -- Whoever numbers keeps others from it until commit, so only when there is nothing else to do.
    IF v_lease_id IS NULL AND ledger_private.number_events(false) THEN
        v_lease_id := ledger_private.lease_next(p_name, p_limit, '1 minute');
    END IF;
    SELECT l.* INTO v_lease
    FROM ledger_private.event_lease AS l
    WHERE l.lease_id = v_lease_id;
    RETURN v_lease;
END
$function$;

COMMENT ON FUNCTION ledger_private.lease_events(text, integer) IS
'A lease of at most p_limit positions of the consumer p_name: one that was abandoned, else the next; NULL in all columns when there is nothing to do. Numbers events only when nothing is left. LG019 when there is no such consumer, whose row is locked.';
