-- Share an account with somebody no longer.
CREATE OR REPLACE FUNCTION ledger.revoke_delegation(
    p_account_id uuid,
    p_user_id bigint,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.delegations
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_account ledger_private.account;
    v_was ledger.delegations;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'delegate');
    -- What was lent to oneself can be given back.
    PERFORM ledger_private.require_account(
        p_account_id, v_actor,
        CASE WHEN p_user_id = v_actor.user_id THEN 'viewer' ELSE 'owner' END
    );
    v_account := ledger_private.lock_account(p_account_id);
    SELECT d.* INTO v_was
    FROM ledger.delegations AS d
    WHERE d.account_id = p_account_id
        AND d.user_id = p_user_id;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG011', jsonb_build_object(
            'account_id', p_account_id, 'user_id', p_user_id
        ));
    END IF;

    v_account := ledger_private.append_audit(v_account, 'UNDELEGATE', jsonb_build_object(
        'user_id', p_user_id, 'kind', v_was.kind
    ), v_actor);
    UPDATE ledger_private.account AS a
    SET
        updated_at = v_account.updated_at,
        audit_position = v_account.audit_position,
        audit_hash = v_account.audit_hash
    WHERE a.account_id = p_account_id;
    DELETE FROM ledger_private.delegation AS d
    WHERE d.account_id = p_account_id
        AND d.user_id = p_user_id;
    PERFORM ledger_private.note_act(
        'account.undelegated', v_account.user_id, p_account_id, to_jsonb(v_was), v_actor,
        v_account.updated_at
    );
    RETURN NEXT v_was;
END
$function$;

COMMENT ON FUNCTION ledger.revoke_delegation(uuid, bigint, ledger.actor) IS
'Stop sharing the account with p_user_id, and return how it was shared. For the account''s owner, for those who have the permission delegate over all accounts, and for p_user_id itself. LG011 when it is not shared. Locks the account: a payment in flight is posted or refused as a whole.';
