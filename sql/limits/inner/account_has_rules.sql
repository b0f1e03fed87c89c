-- Whether anything beyond the plain rules is to be asked of an account.
CREATE OR REPLACE FUNCTION ledger_private.account_has_rules(
    p_account_id uuid,
    p_user_id bigint
)
RETURNS boolean
LANGUAGE sql
STABLE
AS $function$
    SELECT EXISTS (
        SELECT FROM ledger_private.usage_limit AS l
        WHERE l.user_id = p_user_id
            AND coalesce(l.account_id, p_account_id) = p_account_id
            AND l.removed_at IS NULL
    )
$function$;

COMMENT ON FUNCTION ledger_private.account_has_rules(uuid, bigint) IS
'What account.has_rules must be: whether the account or its user has a limit.';
