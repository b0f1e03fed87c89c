-- Store what may be changed about an account together with the head of its audit chain.
CREATE OR REPLACE FUNCTION ledger_private.store_account(p_account ledger_private.account)
RETURNS void
LANGUAGE sql
VOLATILE
AS $function$
    UPDATE ledger_private.account AS a
    SET
        name = p_account.name,
        has_rules = p_account.has_rules,
        code_number = p_account.code_number,
        category_id = p_account.category_id,
        metadata = p_account.metadata,
        min_balance = p_account.min_balance,
        max_balance = p_account.max_balance,
        status = p_account.status,
        allows_credits = p_account.allows_credits,
        accumulates = p_account.accumulates,
        closed_at = p_account.closed_at,
        merged_into_account_id = p_account.merged_into_account_id,
        updated_at = p_account.updated_at,
        audit_position = p_account.audit_position,
        audit_hash = p_account.audit_hash
    WHERE a.account_id = p_account.account_id
$function$;

COMMENT ON FUNCTION ledger_private.store_account(ledger_private.account) IS
'Write p_account back; the caller has locked its row and audited the change. Money is not among what is written.';
