-- An account that accumulates has no ceiling and no limits: LG270.
CREATE OR REPLACE FUNCTION ledger_private.require_accumulable(
    p_account ledger_private.account,
    p_accumulates boolean
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF p_accumulates AND (p_account.has_rules OR p_account.max_balance IS NOT NULL) THEN
        PERFORM ledger_private.raise_error('LG270', jsonb_build_object(
            'account_id', p_account.account_id, 'max_balance', p_account.max_balance::text,
            'has_rules', p_account.has_rules
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_accumulable(ledger_private.account, boolean) IS
'LG270 when the account shall accumulate and has a ceiling or limits.';
