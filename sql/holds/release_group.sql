-- Release all open holds of a group together.
CREATE OR REPLACE FUNCTION ledger.release_group(
    p_group_id uuid,
    p_idempotency_key text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.holds
LANGUAGE plpgsql
VOLATILE
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
        'release_group', ROW(p_group_id), p_idempotency_key, v_actor
    );
    IF v_call.resource_id IS NULL THEN
        FOREACH v_hold IN ARRAY ledger_private.lock_group_holds(
            p_group_id, true, v_actor
        ) LOOP
            v_hold.released := v_hold.released + v_hold.remaining;
            PERFORM ledger_private.change_hold(
                ledger_private.lock_account(v_hold.account_id), v_hold, 'RELEASE',
                v_hold.remaining, NULL, v_actor
            );
        END LOOP;
        PERFORM ledger_private.end_call(v_call, p_group_id);
    END IF;

    RETURN QUERY
    SELECT h.*
    FROM ledger.holds AS h
    WHERE h.group_id = p_group_id
    ORDER BY h.hold_id;
END
$function$;

COMMENT ON FUNCTION ledger.release_group(uuid, text, ledger.actor) IS
'Give back what every open hold of the group keeps, in one step, and return all holds of the group. Raises LG007, LG220 (no hold is open). Safe to repeat with the same p_idempotency_key. Locks the accounts, then the holds.';
