-- Lock one hold, whose account is locked already, and see that it may still change.
CREATE OR REPLACE FUNCTION ledger_private.lock_open_hold(
    p_hold_id uuid,
    p_actor ledger.actor,
    p_is_freeze boolean DEFAULT false
)
RETURNS ledger_private.hold
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_hold ledger_private.hold;
BEGIN
    SELECT h.* INTO STRICT v_hold
    FROM ledger_private.hold AS h
    WHERE h.hold_id = p_hold_id
    FOR NO KEY UPDATE;

    -- What the bank has set aside is not the customer's to take back.
    IF p_actor.role = 'customer' AND v_hold.placed_by IS DISTINCT FROM p_actor.user_id THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'role', p_actor.role, 'hold_id', p_hold_id, 'reason', 'another placed this hold'
        ));
    ELSIF v_hold.is_freeze AND NOT p_is_freeze THEN
        PERFORM ledger_private.raise_error('LG246', jsonb_build_object('hold_id', p_hold_id));
    ELSIF v_hold.status <> 'OPEN' THEN
        PERFORM ledger_private.raise_error(
            CASE v_hold.status WHEN 'EXPIRED' THEN 'LG221' ELSE 'LG220' END,
            jsonb_build_object('hold_id', p_hold_id, 'status', v_hold.status)
        );
    -- The clock is read under the lock: nothing is decided by an older time.
    ELSIF v_hold.expires_at <= clock_timestamp() THEN
        PERFORM ledger_private.raise_error('LG221', jsonb_build_object(
            'hold_id', p_hold_id, 'status', 'EXPIRED', 'expires_at', ledger_private.moment_text(v_hold.expires_at)
        ));
    END IF;
    RETURN v_hold;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_open_hold(uuid, ledger.actor, boolean) IS
'The row of an open hold, locked FOR NO KEY UPDATE; LG206 when another than the customer who asks placed it, LG246 when it is a freeze and p_is_freeze does not say so, LG220 when it is captured or released, LG221 when it has expired.';
