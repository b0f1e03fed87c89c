-- Share an account with another user.
CREATE OR REPLACE FUNCTION ledger.delegate_account(
    p_account_id uuid,
    p_user_id bigint,
    p_kind text,
    p_spend_limit numeric DEFAULT NULL,
    p_spend_period text DEFAULT NULL,
    p_expires_at timestamptz DEFAULT NULL,
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
    v_delegation ledger_private.delegation;
    v_shown ledger.delegations;
BEGIN
    PERFORM ledger_private.require_short('kind', p_kind, 'spend_period', p_spend_period);
    PERFORM ledger_private.require_permission(v_actor, 'delegate');
    PERFORM ledger_private.require_account(p_account_id, v_actor);
    v_account := ledger_private.lock_account(p_account_id);
    PERFORM ledger_private.examine_delegation(
        v_account, p_user_id, p_kind, p_spend_limit, p_spend_period, p_expires_at, v_actor
    );

    v_account := ledger_private.append_audit(v_account, 'DELEGATE', jsonb_strip_nulls(
        jsonb_build_object(
            'user_id', p_user_id, 'kind', p_kind, 'spend_limit', round(p_spend_limit, v_account.minor_units)::text,
            'spend_period', p_spend_period, 'expires_at', ledger_private.moment_text(p_expires_at)
        )
    ), v_actor);
    UPDATE ledger_private.account AS a
    SET
        updated_at = v_account.updated_at,
        audit_position = v_account.audit_position,
        audit_hash = v_account.audit_hash
    WHERE a.account_id = p_account_id;
    v_delegation := ledger_private.changed_delegation(
        v_account, p_user_id, p_spend_limit, p_spend_period
    );
    INSERT INTO ledger_private.delegation (
        account_id, user_id, account_user_id, granted_position, granted_at, expires_at,
        counts_from_at, spent, spend_limit, spend_period, kind
    )
    VALUES (
        p_account_id, p_user_id, v_account.user_id, v_delegation.granted_position,
        v_delegation.granted_at, p_expires_at, v_delegation.counts_from_at, v_delegation.spent,
        p_spend_limit, p_spend_period, p_kind
    )
    ON CONFLICT (account_id, user_id) DO UPDATE
    SET
        granted_position = excluded.granted_position,
        granted_at = excluded.granted_at,
        expires_at = excluded.expires_at,
        counts_from_at = excluded.counts_from_at,
        spent = excluded.spent,
        spend_limit = excluded.spend_limit,
        spend_period = excluded.spend_period,
        kind = excluded.kind;
    SELECT d.* INTO STRICT v_shown
    FROM ledger.delegations AS d
    WHERE d.account_id = p_account_id
        AND d.user_id = p_user_id;
    PERFORM ledger_private.note_act(
        'account.delegated', v_account.user_id, p_account_id, to_jsonb(v_shown), v_actor,
        v_account.updated_at
    );
    RETURN NEXT v_shown;
END
$function$;

COMMENT ON FUNCTION ledger.delegate_account(
    uuid, bigint, text, numeric, text, timestamptz, ledger.actor
) IS
'Share the account with the customer p_user_id, in place of how it was shared with that user before. p_kind viewer: the user sees it; spender: the user also moves money out of it, up to p_spend_limit in each p_spend_period (transaction, day, week, month or total; p_spend_limit NULL: only the account''s own limits count); owner: the user may do all that its owner does, but not make others owner. p_expires_at NULL: until it is revoked. For the account''s owner, and for those who have the permission delegate over all accounts. What p_user_id has spent in the period goes on to count, also when the limit or the period is another: a limit below it is used up. Only after ledger.revoke_delegation or the end of p_expires_at it counts from zero. Audited. Locks the account.';
