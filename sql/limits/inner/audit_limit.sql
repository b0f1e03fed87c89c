-- Put a change of a limit on file with each account it is on, and tell posting to look.
CREATE OR REPLACE FUNCTION ledger_private.audit_limit(
    p_limit ledger_private.usage_limit,
    p_account_ids uuid[],
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_account ledger_private.account;
BEGIN
    FOR v_account IN
        SELECT a.*
        FROM ledger_private.account AS a
        WHERE a.account_id = ANY (p_account_ids)
            AND a.status <> 'CLOSED'
        ORDER BY a.account_id
    LOOP
        v_account := ledger_private.append_audit(
            v_account, 'LIMIT', ledger_private.describe_limit(p_limit), p_actor
        );
        v_account.has_rules := ledger_private.account_has_rules(
            v_account.account_id, v_account.user_id
        );
        PERFORM ledger_private.require_accumulable(v_account, v_account.accumulates);
        PERFORM ledger_private.store_account(v_account);
    END LOOP;
END
$function$;

COMMENT ON FUNCTION ledger_private.audit_limit(
    ledger_private.usage_limit, uuid[], ledger.actor
) IS
'Writes a LIMIT audit row for each of the accounts, which the caller has locked, and sets has_rules; LG270 when one of them accumulates. Closed accounts are left as they are.';
