-- Let a locked account take credits without its lock, or no longer, on file.
CREATE OR REPLACE FUNCTION ledger_private.change_accumulation(
    p_account ledger_private.account,
    p_accumulates boolean,
    p_actor ledger.actor
)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF p_account.status = 'CLOSED' THEN
        PERFORM ledger_private.raise_error('LG204', jsonb_build_object(
            'account_id', p_account.account_id
        ));
    END IF;
    PERFORM ledger_private.require_all_credits(p_account.accumulates);
    PERFORM ledger_private.require_accumulable(p_account, p_accumulates);
    p_account := ledger_private.append_audit(p_account, 'ACCUMULATE', jsonb_build_object(
        'from', p_account.accumulates, 'to', p_accumulates
    ), p_actor);
    p_account.accumulates := p_accumulates;
    PERFORM ledger_private.store_account(p_account);
    PERFORM ledger_private.note_account(
        'account.accumulation_changed', p_account.account_id, p_actor
    );
    RETURN p_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.change_accumulation(
    ledger_private.account, boolean, ledger.actor
) IS
'Audits the change as ACCUMULATE, stores it, and returns the row as it now is. LG204 when the account is closed, LG270 when it may not accumulate, LG330 above READ COMMITTED. The caller has locked its row, and so folded its open credits.';
