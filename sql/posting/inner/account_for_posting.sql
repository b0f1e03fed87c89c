-- An account's row as the posting engine works on it.
CREATE OR REPLACE FUNCTION ledger_private.account_for_posting(p_account ledger_private.account)
RETURNS ledger_private.posting_account
LANGUAGE sql
IMMUTABLE
AS $function$
    SELECT ledger_private.make_account(
        p_account_id => p_account.account_id, p_user_id => p_account.user_id,
        p_status => p_account.status,
        p_floor => coalesce(p_account.min_balance, -ledger_private.largest_amount()),
        p_ceiling => coalesce(p_account.max_balance, ledger_private.largest_amount()),
        p_balance => p_account.balance, p_held => p_account.held,
        p_version => p_account.version, p_audit_position => p_account.audit_position,
        p_audit_hash => p_account.audit_hash, p_updated_at => p_account.updated_at,
        p_has_rules => p_account.has_rules, p_allows_credits => p_account.allows_credits,
        p_minor_units => p_account.minor_units
    )
$function$;

COMMENT ON FUNCTION ledger_private.account_for_posting(ledger_private.account) IS
'A floor or ceiling that the account does not have is the largest amount. A plan holds the row itself, not the call.';
