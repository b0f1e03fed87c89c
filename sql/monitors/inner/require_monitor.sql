-- A monitor in force that the actor may see, or LG029: unknown and forbidden look alike.
CREATE OR REPLACE FUNCTION ledger_private.require_monitor(
    p_monitor_id uuid,
    p_actor ledger.actor,
    p_with_removed boolean DEFAULT false
)
RETURNS ledger.monitors
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_monitor ledger.monitors;
BEGIN
    SELECT m.* INTO v_monitor
    FROM ledger.monitors AS m
    WHERE m.monitor_id = p_monitor_id
        AND (p_with_removed OR m.removed_at IS NULL)
        AND ledger_private.sees_account(m.account_id, p_actor);
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG029', jsonb_build_object(
            'monitor_id', p_monitor_id
        ));
    END IF;
    RETURN v_monitor;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_monitor(uuid, ledger.actor, boolean) IS
'The row of ledger.monitors when the actor sees its account; LG029 when not, when there is none, and, unless p_with_removed, when it was removed.';
