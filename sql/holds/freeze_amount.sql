-- Freeze an amount of an account, as a court or a regulator orders.
CREATE OR REPLACE FUNCTION ledger.freeze_amount(
    p_account_id uuid,
    p_amount numeric,
    p_reason text,
    p_expires_at timestamptz DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.holds
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_call ledger_private.idempotency_key;
    v_account ledger_private.account;
    v_hold ledger_private.hold;
BEGIN
    PERFORM ledger_private.require_short('reason', p_reason, 'idempotency_key', p_idempotency_key);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    IF p_reason IS NULL THEN
        PERFORM ledger_private.raise_error('LG108', '{"missing": ["reason"]}');
    END IF;
    v_call := ledger_private.begin_call(
        'freeze_amount', ROW(p_account_id, p_amount, p_reason, p_expires_at),
        p_idempotency_key, v_actor
    );
    IF v_call.resource_id IS NOT NULL THEN
        RETURN NEXT ledger_private.show_hold(v_call.resource_id);
        RETURN;
    END IF;
    v_hold := ledger_private.examine_hold(
        p_account_id, p_amount, NULL, NULL, NULL, p_reason, NULL, v_actor
    );

    v_account := ledger_private.lock_account(p_account_id);
    PERFORM ledger_private.require_later(p_expires_at, clock_timestamp());
    v_account := ledger_private.require_available(v_account, p_amount, v_actor, true);

    v_hold.hold_id := ledger_private.new_id(ledger_private.user_bucket(v_account.user_id));
    v_hold.is_freeze := true;
    v_hold.expires_at := p_expires_at;
    PERFORM ledger_private.change_hold(v_account, v_hold, 'PLACE', p_amount, NULL, v_actor);
    PERFORM ledger_private.end_call(v_call, v_hold.hold_id);
    RETURN NEXT ledger_private.show_hold(v_hold.hold_id);
END
$function$;

COMMENT ON FUNCTION ledger.freeze_amount(
    uuid, numeric, text, timestamptz, text, ledger.actor
) IS
'Keep p_amount of an account, which may be suspended, from being spent: it counts as held, cannot be captured, and stays until ledger.unfreeze_amount or p_expires_at (NULL: for ever). p_reason is kept as its description. Raises LG001, LG1xx, LG201, LG204. A freeze uses no limit. Safe to repeat with the same p_idempotency_key: the same freeze is returned. Audited. Locks the account. Operators only.';
