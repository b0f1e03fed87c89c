-- Suspend, reactivate or close an account.
CREATE OR REPLACE FUNCTION ledger.set_account_status(
    p_account_id uuid,
    p_status text,
    p_reason text DEFAULT NULL,
    p_allow_credits boolean DEFAULT false,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.accounts
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger_private.account;
    v_allows_credits boolean := CASE p_status
        WHEN 'ACTIVE' THEN true
        WHEN 'SUSPENDED' THEN coalesce(p_allow_credits, false)
        ELSE false
    END;
BEGIN
    PERFORM ledger_private.require_short('status', p_status, 'reason', p_reason);
    PERFORM ledger_private.require_prose('reason', p_reason);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    v_account := ledger_private.lock_settled_account(p_account_id, v_actor);

    IF p_status IS NULL OR p_status NOT IN ('ACTIVE', 'SUSPENDED', 'CLOSED') THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'status', 'allowed', ARRAY['ACTIVE', 'SUSPENDED', 'CLOSED']
        ));
    ELSIF v_account.status = p_status AND v_account.allows_credits = v_allows_credits THEN
        RETURN NEXT ledger_private.show_account(p_account_id);
        RETURN;
    ELSIF v_account.status = 'CLOSED' THEN
        PERFORM ledger_private.raise_error('LG208', jsonb_build_object(
            'account_id', p_account_id, 'status', v_account.status, 'wanted', p_status
        ));
    ELSIF p_status = 'CLOSED' AND (v_account.balance <> 0 OR v_account.held <> 0) THEN
        PERFORM ledger_private.raise_error('LG207', jsonb_build_object(
            'account_id', p_account_id,
            'balance', round(v_account.balance, v_account.minor_units)::text,
            'held', round(v_account.held, v_account.minor_units)::text,
            'currency', v_account.currency
        ));
    END IF;

    PERFORM ledger_private.change_status(v_account, p_status, v_allows_credits,
        jsonb_build_object('reason', p_reason), v_actor);
    RETURN NEXT ledger_private.show_account(p_account_id);
END
$function$;

COMMENT ON FUNCTION ledger.set_account_status(uuid, text, text, boolean, ledger.actor) IS
'Set the status to ACTIVE, SUSPENDED or CLOSED; p_reason is audited. A suspended account cannot pay; it can still be paid with p_allow_credits. Only an empty account can be closed (LG207; ledger.close_account sweeps it first), and closing is final (LG208). When the account has that status already, nothing changes. Locks the account. Safe to repeat.';
