-- Give a locked account another status, on file.
CREATE OR REPLACE FUNCTION ledger_private.change_status(
    p_account ledger_private.account,
    p_status text,
    p_allows_credits boolean,
    p_detail jsonb,
    p_actor ledger.actor
)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    IF p_status = 'CLOSED' THEN
        PERFORM ledger_private.require_all_credits(p_account.accumulates);
        PERFORM ledger_private.require_nothing_pending(p_account.account_id);
        PERFORM ledger_private.require_not_awaited(
            p_account.account_id, (p_detail ->> 'merged_into_account_id')::uuid
        );
    END IF;
    p_account := ledger_private.append_audit(p_account, 'STATUS', jsonb_build_object(
        'from', p_account.status, 'to', p_status, 'allows_credits', p_allows_credits
    ) || p_detail, p_actor);
    p_account.status := p_status;
    p_account.allows_credits := p_allows_credits;
    p_account.closed_at := CASE WHEN p_status = 'CLOSED' THEN p_account.updated_at END;
    PERFORM ledger_private.store_account(p_account);
    PERFORM ledger_private.note_account(
        CASE WHEN p_status = 'CLOSED' THEN 'account.closed' ELSE 'account.status_changed' END,
        p_account.account_id, p_actor
    );
    RETURN p_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.change_status(
    ledger_private.account, text, boolean, jsonb, ledger.actor
) IS
'Audits the change as STATUS with p_detail added, stores it, and returns the row as it now is. LG330: see ledger_private.require_all_credits; LG210: see ledger_private.require_not_awaited; LG211: see ledger_private.require_nothing_pending. Whether the change is allowed is the caller''s to know.';
