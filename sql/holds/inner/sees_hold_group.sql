-- May the actor see every hold of a group?
CREATE OR REPLACE FUNCTION ledger_private.sees_hold_group(
    p_group_id uuid,
    p_actor ledger.actor
)
RETURNS boolean
LANGUAGE sql
STABLE
AS $function$
    SELECT NOT EXISTS (
        SELECT FROM ledger_private.hold AS h
        WHERE h.group_id = p_group_id
            AND ledger_private.account_right(h.account_id, h.user_id, p_actor) IS NULL
    )
$function$;

COMMENT ON FUNCTION ledger_private.sees_hold_group(uuid, ledger.actor) IS
'Whether there is no hold in the group that the actor may not see: sums over it tell nothing of others.';
