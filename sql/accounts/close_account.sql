-- Close an account, its remainder swept to another.
CREATE OR REPLACE FUNCTION ledger.close_account(
    p_account_id uuid,
    p_sweep_to_account_id uuid DEFAULT NULL,
    p_reason text DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
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
    v_call ledger_private.idempotency_key;
BEGIN
    PERFORM ledger_private.require_short('reason', p_reason, 'idempotency_key', p_idempotency_key);
    PERFORM ledger_private.require_prose('reason', p_reason);
    PERFORM ledger_private.require_permission(v_actor, 'manage');

    v_call := ledger_private.begin_call(
        'close_account', ROW(p_account_id, p_sweep_to_account_id, p_reason),
        p_idempotency_key, v_actor
    );
    IF v_call.resource_id IS NOT NULL THEN
        RETURN NEXT ledger_private.show_account(v_call.resource_id);
        RETURN;
    END IF;

    PERFORM ledger_private.retire_account(
        p_account_id, p_sweep_to_account_id, jsonb_build_object(
            'reason', p_reason, 'swept_to_account_id', p_sweep_to_account_id
        ), v_actor
    );
    PERFORM ledger_private.end_call(v_call, p_account_id);
    RETURN NEXT ledger_private.show_account(p_account_id);
END
$function$;

COMMENT ON FUNCTION ledger.close_account(uuid, uuid, text, text, ledger.actor) IS
'Move the whole balance to p_sweep_to_account_id (which pays a negative one) and close the account: both happen, or neither. LG207 while money is held, or when there is a balance and no account to sweep it to; LG210 while open holds are to be paid to it; otherwise the errors of ledger.post_transfer. LG330 above READ COMMITTED for an account that accumulates. For the sweep, the floor is lifted and a suspended account reactivated; the audit trail shows it. A closed account stays as it is. Audited. Locks both accounts in id order. Operators only. Safe to repeat.';
