-- Set money of an account aside for a payment to come.
CREATE OR REPLACE FUNCTION ledger.hold_funds(
    p_account_id uuid,
    p_amount numeric,
    p_to_account_id uuid DEFAULT NULL,
    p_expires_at timestamptz DEFAULT NULL,
    p_tolerance_amount numeric DEFAULT NULL,
    p_tolerance_percent numeric DEFAULT NULL,
    p_group_id uuid DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL,
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
    v_bucket integer;
BEGIN
    PERFORM ledger_private.require_short(
        'description', p_description, 'idempotency_key', p_idempotency_key
    );
    PERFORM ledger_private.require_small('metadata', p_metadata);
    PERFORM ledger_private.require_permission(v_actor, 'post');
    v_call := ledger_private.begin_call(
        'hold_funds', ROW(
            p_account_id, p_amount, p_to_account_id, p_expires_at, p_tolerance_amount,
            p_tolerance_percent, p_group_id, p_description, p_metadata
        ),
        p_idempotency_key, v_actor
    );
    IF v_call.resource_id IS NOT NULL THEN
        RETURN NEXT ledger_private.show_hold(v_call.resource_id);
        RETURN;
    END IF;
    v_hold := ledger_private.examine_hold(
        p_account_id, p_amount, p_to_account_id, p_tolerance_amount, p_tolerance_percent,
        p_description, p_metadata, v_actor
    );

    v_bucket := ledger_private.user_bucket(v_hold.user_id);
    -- A new group lives where its first hold does; those that join it find it there.
    IF ledger_private.require_hold_group(p_group_id, v_actor) = 0
        AND ledger_private.id_bucket(p_group_id) <> v_bucket
    THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "group_id"}');
    END IF;
    PERFORM ledger_private.require_same_side(p_group_id, v_actor);
    v_account := ledger_private.lock_account(p_account_id);
    PERFORM ledger_private.require_later(p_expires_at, clock_timestamp());
    v_account := ledger_private.require_available(v_account, p_amount, v_actor);
    PERFORM ledger_private.require_unrefused(v_account, p_amount, p_to_account_id, v_actor);

    v_hold.hold_id := ledger_private.new_id(v_bucket);
    v_hold.group_id := coalesce(p_group_id, v_hold.hold_id);
    v_hold.expires_at := p_expires_at;
    PERFORM ledger_private.change_hold(v_account, v_hold, 'PLACE', p_amount, NULL, v_actor);
    PERFORM ledger_private.end_call(v_call, v_hold.hold_id);
    RETURN NEXT ledger_private.show_hold(v_hold.hold_id);
END
$function$;

COMMENT ON FUNCTION ledger.hold_funds(
    uuid, numeric, uuid, timestamptz, numeric, numeric, uuid, text, jsonb, text, ledger.actor
) IS
'Set p_amount of an account aside; it counts against the floor until it is captured, released or past p_expires_at (NULL: never). p_to_account_id: the only account it may be captured to. p_tolerance_amount or p_tolerance_percent: how much more may be captured if the account has the money. p_group_id joins holds that ledger.capture_group and ledger.release_group settle together: the group_id of a hold that is there (NULL: a new one, the hold''s own id), or a UUID of the caller''s own that ends in the last four digits of p_account_id (LG109); customers and the house do not join one another''s (LG206). Raises LG001, LG1xx, LG120, LG201, LG203, LG204, LG205, LG247. Safe to repeat with the same p_idempotency_key: the same hold is returned. Locks the account.';
