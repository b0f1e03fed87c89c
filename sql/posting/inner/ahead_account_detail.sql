-- The values behind a refusal because an account is ahead of the clock.
CREATE OR REPLACE FUNCTION ledger_private.ahead_account_detail(
    p_account ledger_private.posting_account,
    p_now timestamptz
)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $function$
    SELECT jsonb_build_object('account_id', p_account.account_id)
        || ledger_private.ahead_detail(p_account.updated_at, p_now)
$function$;

COMMENT ON FUNCTION ledger_private.ahead_account_detail(
    ledger_private.posting_account, timestamptz
) IS
'DETAIL of LG340: the account, when it was last changed, and how far from p_now that is.';
