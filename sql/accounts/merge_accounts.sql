-- Merge one account into another: balance and codes move, the first is closed.
CREATE OR REPLACE FUNCTION ledger.merge_accounts(
    p_from_account_id uuid,
    p_into_account_id uuid,
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
    v_from ledger_private.account;
    v_into ledger_private.account;
BEGIN
    PERFORM ledger_private.require_short('reason', p_reason, 'idempotency_key', p_idempotency_key);
    PERFORM ledger_private.require_prose('reason', p_reason);
    PERFORM ledger_private.require_permission(v_actor, 'manage');

    v_call := ledger_private.begin_call(
        'merge_accounts', ROW(p_from_account_id, p_into_account_id, p_reason),
        p_idempotency_key, v_actor
    );
    IF v_call.resource_id IS NOT NULL THEN
        RETURN NEXT ledger_private.show_account(v_call.resource_id);
        RETURN;
    END IF;

    PERFORM ledger_private.lock_accounts(ARRAY[p_from_account_id, p_into_account_id]);
    v_from := ledger_private.lock_account(p_from_account_id);
    v_into := ledger_private.lock_account(p_into_account_id);
    IF v_from.merged_into_account_id = p_into_account_id THEN
        PERFORM ledger_private.end_call(v_call, p_into_account_id);
        RETURN NEXT ledger_private.show_account(p_into_account_id);
        RETURN;
    ELSIF v_from.account_id = v_into.account_id THEN
        PERFORM ledger_private.raise_error('LG107', jsonb_build_object(
            'account_id', p_from_account_id
        ));
    ELSIF 'CLOSED' IN (v_from.status, v_into.status) THEN
        PERFORM ledger_private.raise_error('LG204', jsonb_build_object('account_id', CASE
            WHEN v_from.status = 'CLOSED' THEN p_from_account_id ELSE p_into_account_id
        END));
    ELSIF (v_from.user_id, v_from.currency, v_from.account_class)
        IS DISTINCT FROM (v_into.user_id, v_into.currency, v_into.account_class)
    THEN
        PERFORM ledger_private.raise_error('LG145', jsonb_build_object(
            'from', jsonb_build_array(v_from.user_id, v_from.currency, v_from.account_class),
            'into', jsonb_build_array(v_into.user_id, v_into.currency, v_into.account_class)
        ));
    END IF;

    v_from := ledger_private.retire_account(
        p_from_account_id, p_into_account_id, jsonb_build_object(
            'reason', p_reason, 'merged_into_account_id', p_into_account_id
        ), v_actor
    );
    v_from.merged_into_account_id := p_into_account_id;
    PERFORM ledger_private.store_account(v_from);
    -- After the act of closing, which has the same row.
    PERFORM ledger_private.note_account(
        'account.merged', p_from_account_id, v_actor, clock_timestamp()
    );
    v_into := ledger_private.append_audit(
        ledger_private.lock_account(p_into_account_id), 'MERGE', jsonb_build_object(
            'merged_account_id', p_from_account_id, 'reason', p_reason
        ), v_actor
    );
    PERFORM ledger_private.store_account(v_into);
    PERFORM ledger_private.note_account('account.merged', p_into_account_id, v_actor);
    PERFORM ledger_private.end_call(v_call, p_into_account_id);
    RETURN NEXT ledger_private.show_account(p_into_account_id);
END
$function$;

COMMENT ON FUNCTION ledger.merge_accounts(uuid, uuid, text, text, ledger.actor) IS
'Move the balance of p_from_account_id to p_into_account_id and close the first; its codes lead to the second from then on, as do captures of holds that are to be paid to it, and reversals of transfers that it paid or received. Both must agree in owner, currency and class (LG145). LG207 while money of the first is held; LG210 while holds of the second are to be paid to the first; otherwise the errors of ledger.close_account. Returns p_into_account_id. Audited on both. Locks both accounts in id order. Operators only. Safe to repeat.';
