-- A hold the actor may see, or LG006: unknown and forbidden look alike.
CREATE OR REPLACE FUNCTION ledger_private.require_hold(p_hold_id uuid, p_actor ledger.actor)
RETURNS ledger_private.hold
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_hold ledger_private.hold;
BEGIN
    SELECT h.* INTO v_hold
    FROM ledger_private.hold AS h
    WHERE h.hold_id = p_hold_id
        AND ledger_private.account_right(h.account_id, h.user_id, p_actor) IS NOT NULL;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG006', jsonb_build_object('hold_id', p_hold_id));
    END IF;
    RETURN v_hold;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_hold(uuid, ledger.actor) IS
'The hold''s row, not locked, when the actor may see it: a customer those on accounts that it may see; else LG006.';
