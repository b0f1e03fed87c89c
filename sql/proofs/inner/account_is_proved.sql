-- Whether an account is what its last entry and the end of its audit chain say.
CREATE OR REPLACE FUNCTION ledger_private.account_is_proved(p_account ledger_private.account)
RETURNS boolean
LANGUAGE sql
STABLE
AS $function$
    SELECT (
        p_account.balance = CASE p_account.version WHEN 0 THEN 0 ELSE (
            SELECT e.balance_after FROM ledger_audit.transaction_entry AS e
            WHERE e.account_id = p_account.account_id
                AND e.account_version = p_account.version
        ) END
        AND p_account.audit_hash = ledger_private.hash_at(
            p_account.account_id, p_account.audit_position
        )
        AND (p_account.balance - p_account.held < p_account.min_balance) IS NOT TRUE
        AND (p_account.balance > p_account.max_balance) IS NOT TRUE
    ) IS TRUE
$function$;

COMMENT ON FUNCTION ledger_private.account_is_proved(ledger_private.account) IS
'True when its balance and audit_hash are those of its newest rows, and its balance keeps within its bounds; by key.';
