-- A group of holds is all of customers, or all of the house: neither joins what the other began.
CREATE OR REPLACE FUNCTION ledger_private.require_same_side(
    p_group_id uuid,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF p_group_id IS NULL THEN
        RETURN;
    END IF;
    -- Who joins waits for others that do, so that it sees whose the group is.
    PERFORM pg_advisory_xact_lock(hashtextextended('hold group ' || p_group_id, 0));
    IF EXISTS (
        SELECT FROM ledger_private.hold AS h
        LEFT JOIN ledger_private.app_user AS u ON u.user_id = h.placed_by
        WHERE h.group_id = p_group_id
            AND (coalesce(u.role, '') = 'customer') <> (p_actor.role = 'customer')
    ) THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'group_id', p_group_id, 'role', p_actor.role,
            'reason', 'customers and the house do not join one another''s groups'
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_same_side(uuid, ledger.actor) IS
'Raise LG206 when a hold of the group was placed by a customer and p_actor is none, or the other way round: who joined could keep the group from being captured, or take a group''s id beforehand.';
