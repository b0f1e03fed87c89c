-- Watch no longer.
CREATE OR REPLACE FUNCTION ledger_private.end_monitor(p_monitor_id uuid, p_actor ledger.actor)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    UPDATE ledger_private.monitor AS m
    SET removed_at = clock_timestamp()
    WHERE m.monitor_id = p_monitor_id
        AND m.removed_at IS NULL;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM ledger_private.note_act(
        'monitor.removed', m.user_id, m.account_id, to_jsonb(m), p_actor
    )
    FROM ledger.monitors AS m
    WHERE m.monitor_id = p_monitor_id;
    RETURN true;
END
$function$;

COMMENT ON FUNCTION ledger_private.end_monitor(uuid, ledger.actor) IS
'Removes the monitor; false when there is none in force.';
