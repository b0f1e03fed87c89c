-- Lock the counters of a locked account, and let nothing on it be dated before what they counted.
CREATE OR REPLACE FUNCTION ledger_private.date_after_limits(p_account ledger_private.account)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    p_account.updated_at := greatest(
        p_account.updated_at,
        ledger_private.limits_counted_at(ledger_private.lock_limits(
            ledger_private.lock_accounts(ARRAY[p_account.account_id])
        ))
    );
    RETURN p_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.date_after_limits(ledger_private.account) IS
'The account with an updated_at after which its next audit row is dated.';
