-- A group of holds that the actor may see whole, or LG007.
CREATE OR REPLACE FUNCTION ledger_private.require_hold_group(
    p_group_id uuid,
    p_actor ledger.actor
)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_holds bigint;
    v_foreign bigint;
BEGIN
    SELECT
        count(*),
        count(*) FILTER (
            WHERE ledger_private.account_right(h.account_id, h.user_id, p_actor)
                IS DISTINCT FROM 'owner'
        )
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

COMMENT ON FUNCTION ledger_private.require_hold_group(uuid, ledger.actor) IS
'How many holds the group has; LG007 when one of them is not the customer''s own. Takes no lock.';
