-- The account that an actor means by a code.
CREATE OR REPLACE FUNCTION ledger_private.account_with_code(p_code text, p_actor ledger.actor)
RETURNS ledger.accounts
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger_private.account;
BEGIN
    -- Another's code is refused by its code, not by the id that it stands for.
    v_account := ledger_private.account_of_code(ledger_private.code_of_actor(p_code, p_actor));
    IF v_account.account_id IS NULL THEN
        v_account := ledger_private.account_of_code(p_code);
    END IF;
    IF v_account.account_id IS NULL
        OR ledger_private.account_right(
            v_account.account_id, v_account.user_id, p_actor
        ) IS NULL
    THEN
        PERFORM ledger_private.raise_error('LG001', jsonb_build_object('code', p_code));
    END IF;
    RETURN ledger_private.require_account(v_account.account_id, p_actor, 'viewer');
END
$function$;

COMMENT ON FUNCTION ledger_private.account_with_code(text, ledger.actor) IS
'The account that has this code or had it, for a customer the one of its own space first; LG001 when there is none that the actor may see.';
