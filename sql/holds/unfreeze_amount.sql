-- Lift a freeze, in part or whole.
CREATE OR REPLACE FUNCTION ledger.unfreeze_amount(
    p_hold_id uuid,
    p_amount numeric DEFAULT NULL,
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
    v_hold ledger_private.hold;
BEGIN
    PERFORM ledger_private.require_short('idempotency_key', p_idempotency_key);
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    v_call := ledger_private.begin_call(
        'unfreeze_amount', ROW(p_hold_id, p_amount), p_idempotency_key, v_actor
    );
    IF v_call.resource_id IS NOT NULL THEN
        RETURN NEXT ledger_private.show_hold(p_hold_id);
        RETURN;
    END IF;
    v_hold := ledger_private.require_hold(p_hold_id, v_actor);
    IF NOT v_hold.is_freeze THEN
        PERFORM ledger_private.raise_error('LG006', jsonb_build_object('hold_id', p_hold_id));
    END IF;

    PERFORM ledger_private.give_back_of_hold(v_hold, p_amount, v_actor, true);
    PERFORM ledger_private.end_call(v_call, p_hold_id);
    RETURN NEXT ledger_private.show_hold(p_hold_id);
END
$function$;

COMMENT ON FUNCTION ledger.unfreeze_amount(uuid, numeric, text, ledger.actor) IS
'Give p_amount of a freeze (NULL: all that remains) back to its account; LG223 for more than remains. Raises LG006 when there is no such freeze, LG220, LG221. Audited. Safe to repeat with the same p_idempotency_key. Locks the account, then the freeze. Operators only.';
