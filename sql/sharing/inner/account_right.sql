-- What an actor may do with an account: everything as its owner, spend from it, or see it.
CREATE OR REPLACE FUNCTION ledger_private.account_right(
    p_account_id uuid,
    p_owner_user_id bigint,
    p_actor ledger.actor
)
RETURNS text
LANGUAGE sql
VOLATILE
AS $function$
    SELECT CASE
        WHEN ledger_private.is_restricted(p_actor.scopes) AND NOT ledger_private.key_reaches(
            ledger_private.acting_key(p_actor.scopes), p_account_id
        ) THEN NULL
        WHEN p_actor.role <> 'customer' OR p_owner_user_id = p_actor.user_id THEN 'owner'
        ELSE (
            SELECT d.kind
            FROM ledger_private.delegation AS d
            WHERE d.account_id = p_account_id
                AND d.user_id = p_actor.user_id
                AND coalesce(d.expires_at, 'infinity') > clock_timestamp()
        )
    END
$function$;

COMMENT ON FUNCTION ledger_private.account_right(uuid, bigint, ledger.actor) IS
'owner, spender or viewer; NULL when a customer has nothing to do with the account, or a restricted API key does not reach it. Every role but customer acts for all accounts.';
