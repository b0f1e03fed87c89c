-- Give back what a hold keeps, or a part of it.
CREATE OR REPLACE FUNCTION ledger.release_hold(
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
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_call ledger_private.idempotency_key;
    v_hold ledger_private.hold;
BEGIN
    PERFORM ledger_private.require_short('idempotency_key', p_idempotency_key);
    PERFORM ledger_private.require_permission(v_actor, 'post');
    v_call := ledger_private.begin_call(
        'release_hold', ROW(p_hold_id, p_amount), p_idempotency_key, v_actor
    );
    IF v_call.resource_id IS NOT NULL THEN
        RETURN NEXT ledger_private.show_hold(p_hold_id);
        RETURN;
    END IF;
    v_hold := ledger_private.require_hold(p_hold_id, v_actor);

    PERFORM ledger_private.give_back_of_hold(v_hold, p_amount, v_actor);
    PERFORM ledger_private.end_call(v_call, p_hold_id);
    RETURN NEXT ledger_private.show_hold(p_hold_id);
END
$function$;

COMMENT ON FUNCTION ledger.release_hold(uuid, numeric, text, ledger.actor) IS
'Give p_amount of an open hold back to its account (NULL: all that remains); LG223 for more than remains. Works while the account is suspended. Raises LG006, LG220, LG221. Safe to repeat with the same p_idempotency_key. Locks the account, then the hold.';
