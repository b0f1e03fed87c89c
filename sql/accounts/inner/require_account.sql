-- An account the actor has a right to, or LG001: unknown and forbidden look alike.
CREATE OR REPLACE FUNCTION ledger_private.require_account(
    p_account_id uuid,
    p_actor ledger.actor,
    p_right text DEFAULT 'owner'
)
RETURNS ledger.accounts
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger.accounts := ledger_private.show_account(p_account_id);
    v_right text := ledger_private.account_right(p_account_id, v_account.user_id, p_actor);
BEGIN
    -- Said before whether there is such an account.
    PERFORM ledger_private.require_key_allows(p_actor, p_account_id);
    IF v_account.account_id IS NULL OR v_right IS NULL THEN
        PERFORM ledger_private.raise_error('LG001', jsonb_build_object(
            'account_id', p_account_id
        ));
    -- Whoever may see it is told that this is not enough.
    ELSIF p_right = 'owner' AND v_right <> 'owner' THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'account_id', p_account_id, 'right', v_right, 'needed', p_right
        ));
    END IF;
    RETURN v_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_account(uuid, ledger.actor, text) IS
'The row of ledger.accounts when the actor may do with it what its owner may, or with p_right viewer when it may see it; LG263 when its API key does not reach it, LG001 when it may not see it, LG206 when it may do no more than that.';
