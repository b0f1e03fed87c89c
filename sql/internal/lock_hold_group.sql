-- Have a group of holds to oneself: nothing joins it or settles it meanwhile.
CREATE OR REPLACE FUNCTION ledger_private.lock_hold_group(
    p_group_id uuid,
    p_actor ledger.actor
)
RETURNS integer
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_holds integer;
    v_foreign integer;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('hold group ' || p_group_id, 0));
    SELECT
        count(*),
        count(*) FILTER (WHERE p_actor.role = 'customer' AND h.user_id <> p_actor.user_id)
    INTO v_holds, v_foreign
    FROM ledger_private.hold AS h
    WHERE h.group_id = p_group_id;
    IF v_foreign > 0 THEN
        PERFORM ledger_private.raise_error('LG007', jsonb_build_object(
            'group_id', p_group_id
        ));
    END IF;
    RETURN v_holds;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_hold_group(uuid, ledger.actor) IS
'How many holds the group has. Serialises users of one group until commit; taken after keys and before accounts. LG007 when a hold of it is not the customer''s own.';
