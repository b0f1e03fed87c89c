-- Put on file which limits of its user a new account comes under.
CREATE OR REPLACE FUNCTION ledger_private.audit_limits_of_user(
    p_account ledger_private.account,
    p_actor ledger.actor
)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_limit ledger_private.usage_limit;
BEGIN
    IF p_account.has_rules THEN
        FOR v_limit IN
            SELECT l.*
            FROM ledger_private.usage_limit AS l
            WHERE l.user_id = p_account.user_id
                AND l.account_id IS NULL
                AND l.removed_at IS NULL
            ORDER BY l.limit_id
        LOOP
            p_account := ledger_private.append_audit(
                p_account, 'LIMIT', ledger_private.describe_limit(v_limit), p_actor
            );
        END LOOP;
    END IF;
    RETURN p_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.audit_limits_of_user(ledger_private.account, ledger.actor) IS
'Writes a LIMIT audit row for each limit of the user; returns the account with the new head of its chain.';
