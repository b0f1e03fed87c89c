-- Set more aside under a hold that is open.
CREATE OR REPLACE FUNCTION ledger.increment_hold(
    p_hold_id uuid,
    p_amount numeric,
    p_idempotency_key text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.holds
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_call ledger_private.idempotency_key;
    v_account ledger_private.account;
    v_hold ledger_private.hold;
BEGIN
    PERFORM ledger_private.require_short('idempotency_key', p_idempotency_key);
    PERFORM ledger_private.require_permission(v_actor, 'post');
    v_call := ledger_private.begin_call(
        'increment_hold', ROW(p_hold_id, p_amount), p_idempotency_key, v_actor
    );
    IF v_call.resource_id IS NOT NULL THEN
        RETURN NEXT ledger_private.show_hold(p_hold_id);
        RETURN;
    END IF;
    v_hold := ledger_private.require_hold(p_hold_id, v_actor);
    PERFORM ledger_private.require_amount(p_amount, v_hold.minor_units);

    v_account := ledger_private.lock_account(v_hold.account_id);
    v_hold := ledger_private.lock_open_hold(p_hold_id, v_actor);
    IF v_hold.amount + p_amount > ledger_private.largest_amount() THEN
        PERFORM ledger_private.raise_error('LG106', jsonb_build_object(
            'amount', left(p_amount::text, 60)
        ));
    END IF;
    v_account := ledger_private.require_available(v_account, p_amount, v_actor);
    PERFORM ledger_private.require_unrefused(v_account, p_amount, v_hold.to_account_id, v_actor);

    v_hold.amount := v_hold.amount + p_amount;
    PERFORM ledger_private.change_hold(v_account, v_hold, 'INCREMENT', p_amount, NULL, v_actor);
    PERFORM ledger_private.end_call(v_call, p_hold_id);
    RETURN NEXT ledger_private.show_hold(p_hold_id);
END
$function$;

COMMENT ON FUNCTION ledger.increment_hold(uuid, numeric, text, ledger.actor) IS
'Raise an open hold by p_amount, if so much is available (LG201); a tolerance in percent grows with it. Raises LG006, LG220 (captured or released), LG221 (expired), LG203, LG204, LG247. Safe to repeat with the same p_idempotency_key. Locks the account, then the hold.';
