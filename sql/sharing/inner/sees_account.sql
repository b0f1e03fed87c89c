-- Whether an actor may see an account.
CREATE OR REPLACE FUNCTION ledger_private.sees_account(p_account_id uuid, p_actor ledger.actor)
RETURNS boolean
LANGUAGE sql
VOLATILE
AS $function$
    SELECT (
        p_actor.role <> 'customer' AND NOT ledger_private.is_restricted(p_actor.scopes)
    ) OR EXISTS (
        SELECT FROM ledger_private.account AS a
        WHERE a.account_id = p_account_id
            AND ledger_private.account_right(a.account_id, a.user_id, p_actor) IS NOT NULL
    )
$function$;

COMMENT ON FUNCTION ledger_private.sees_account(uuid, ledger.actor) IS
'True when the actor has any right on the account; false for a customer when there is no such account.';
