-- Give a hold more time.
CREATE OR REPLACE FUNCTION ledger.extend_hold(
    p_hold_id uuid,
    p_expires_at timestamptz,
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
        'extend_hold', ROW(p_hold_id, p_expires_at), p_idempotency_key, v_actor
    );
    IF v_call.resource_id IS NOT NULL THEN
        RETURN NEXT ledger_private.show_hold(p_hold_id);
        RETURN;
    END IF;
    v_hold := ledger_private.require_hold(p_hold_id, v_actor);

    v_account := ledger_private.lock_account(v_hold.account_id);
    v_hold := ledger_private.lock_open_hold(p_hold_id, v_actor);
    PERFORM ledger_private.require_later(
        p_expires_at, coalesce(v_hold.expires_at, 'infinity')
    );

    v_hold.expires_at := p_expires_at;
    PERFORM ledger_private.change_hold(v_account, v_hold, 'EXTEND', NULL, NULL, v_actor);
    PERFORM ledger_private.end_call(v_call, p_hold_id);
    RETURN NEXT ledger_private.show_hold(p_hold_id);
END
$function$;

COMMENT ON FUNCTION ledger.extend_hold(uuid, timestamptz, text, ledger.actor) IS
'Change the expiry of an open hold to p_expires_at, which must be later than the present one (LG120); NULL: it never expires. An expired hold stays expired (LG221). Raises LG006, LG220. Safe to repeat with the same p_idempotency_key. Locks the account, then the hold.';
