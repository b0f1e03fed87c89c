-- Show one group of holds.
CREATE OR REPLACE FUNCTION ledger.get_hold_group(
    p_group_id uuid,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.hold_groups
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_group ledger.hold_groups;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');
    SELECT g.* INTO v_group FROM ledger.hold_groups AS g WHERE g.group_id = p_group_id;
    IF NOT FOUND OR NOT ledger_private.sees_hold_group(p_group_id, v_actor) THEN
        PERFORM ledger_private.raise_error('LG007', jsonb_build_object(
            'group_id', p_group_id
        ));
    END IF;
    RETURN v_group;
END
$function$;

COMMENT ON FUNCTION ledger.get_hold_group(uuid, ledger.actor) IS
'The group, or LG007 when there is none all of whose holds the actor may see. Its holds: ledger.list_holds(p_group_id => ...). Takes no lock.';
