-- Close an account, its remainder swept to another.
CREATE OR REPLACE FUNCTION ledger.close_account(
    p_account_id uuid,
    p_sweep_to_account_id uuid DEFAULT NULL,
    p_reason text DEFAULT NULL,
    p_idempotency_key text DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS ledger.accounts
LANGUAGE plpgsql
VOLATILE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_digest bytea := sha256(convert_to(concat_ws(
        '|', 'close_account', p_account_id, p_sweep_to_account_id, quote_nullable(p_reason)
    ), 'UTF8'));
    v_known uuid;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'manage');

    v_known := ledger_private.claimed_resource(
        coalesce(v_actor.user_id, 0), p_idempotency_key, v_digest
    );
    IF v_known IS NOT NULL THEN
        RETURN ledger_private.show_account(v_known);
    END IF;

    PERFORM ledger_private.retire_account(
        p_account_id, p_sweep_to_account_id, jsonb_build_object(
            'reason', p_reason, 'swept_to_account_id', p_sweep_to_account_id
        ), v_actor
    );
    PERFORM ledger_private.keep_key(
        coalesce(v_actor.user_id, 0), p_idempotency_key, v_digest, p_account_id
    );
    RETURN ledger_private.show_account(p_account_id);
END
$function$;

COMMENT ON FUNCTION ledger.close_account(uuid, uuid, text, text, ledger.actor) IS
'Move the whole balance to p_sweep_to_account_id (a negative one is paid from there) and close the account, both or neither. LG207 while money is held, or with a balance and nowhere to sweep it; otherwise the errors of ledger.post_transfer. A floor is lifted and a suspended account reactivated for the sweep, on file. A closed account stays as it is. Audited. Locks both accounts in id order. Operators only. Safe to repeat.';
