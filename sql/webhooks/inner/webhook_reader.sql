-- As whom an endpoint reads: as its owner, now.
CREATE OR REPLACE FUNCTION ledger_private.webhook_reader(p_user_id bigint)
RETURNS ledger.actor
LANGUAGE plpgsql
STABLE
AS $function$
DECLARE
    v_actor ledger.actor;
BEGIN
    v_actor.user_id := p_user_id;
    SELECT u.role INTO v_actor.role
    FROM ledger_private.app_user AS u
    WHERE u.user_id = p_user_id
        AND u.status = 'ACTIVE';
    RETURN v_actor;
END
$function$;

COMMENT ON FUNCTION ledger_private.webhook_reader(bigint) IS
'An actor with the role that the user has now; its role is NULL when the user is suspended, who sees nothing. User 0 is the house, which sees all.';
