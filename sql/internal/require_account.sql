-- An account the actor may see, or LG001: unknown and forbidden look alike.
CREATE OR REPLACE FUNCTION ledger_private.require_account(p_account_id uuid, p_actor ledger.actor)
RETURNS ledger.accounts
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger.accounts := ledger_private.show_account(p_account_id);
BEGIN
    IF v_account.account_id IS NULL
        OR (p_actor.role = 'customer' AND v_account.user_id <> p_actor.user_id)
    THEN
        PERFORM ledger_private.raise_error('LG001', jsonb_build_object(
            'account_id', p_account_id
        ));
    END IF;
    RETURN v_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_account(uuid, ledger.actor) IS
'The row of ledger.accounts when the actor may see it; else LG001.';
