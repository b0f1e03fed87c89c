-- Mark an account that is about to be opened when its user has limits.
CREATE OR REPLACE FUNCTION ledger_private.mark_limited(p_account ledger_private.account)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    -- Limits of the house are on single accounts, never on all.
    IF p_account.user_id <> 0 THEN
        -- Against set_limit, which holds it FOR NO KEY UPDATE: one sees what the other did.
        PERFORM FROM ledger_private.app_user AS u
        WHERE u.user_id = p_account.user_id
        FOR SHARE;
        p_account.has_rules := ledger_private.account_has_rules(
            p_account.account_id, p_account.user_id
        );
    END IF;
    RETURN p_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.mark_limited(ledger_private.account) IS
'Sets has_rules of a new account, and keeps the limits of its user as they are until commit.';
