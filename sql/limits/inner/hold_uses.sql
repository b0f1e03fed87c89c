-- What one step of a hold uses of limits, by the steps before it.
CREATE OR REPLACE FUNCTION ledger_private.hold_uses(p_hold_id uuid, p_event_number bigint)
RETURNS ledger_private.posting_use
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_before ledger_private.hold_event;
    v_after ledger_private.hold_event;
BEGIN
    SELECT e.* INTO v_before
    FROM ledger_private.hold_event AS e
    WHERE e.hold_id = p_hold_id
        AND e.event_number = p_event_number - 1;
    SELECT e.* INTO v_after
    FROM ledger_private.hold_event AS e
    WHERE e.hold_id = p_hold_id
        AND e.event_number = p_event_number;
    RETURN ledger_private.use_between(v_before, v_after);
END
$function$;

COMMENT ON FUNCTION ledger_private.hold_uses(uuid, bigint) IS
'What use_between says of the step and the one before it.';
