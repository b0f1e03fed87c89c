-- Audit a change of an account that is no posting, and move the head of its chain.
CREATE OR REPLACE FUNCTION ledger_private.append_audit(
    p_account ledger_private.account,
    p_action text,
    p_detail jsonb,
    p_actor ledger.actor,
    p_at timestamptz DEFAULT NULL
)
RETURNS ledger_private.account
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_at timestamptz := coalesce(p_at, ledger_private.moment_after(
        p_account.updated_at, jsonb_build_object('account_id', p_account.account_id)
    ));
    v_hash bytea := ledger_private.audit_row_hash(
        p_account.audit_hash, p_account.account_id, p_account.audit_position + 1,
        p_account.version, p_action, p_account.balance, v_at, p_detail,
        ledger_private.audit_actor_line(
            p_actor.user_id, p_actor.role, p_actor.ip_address, p_actor.user_agent,
            p_actor.request_id, session_user, ledger_private.acting_key(p_actor.scopes)
        )
    );
BEGIN
    INSERT INTO ledger_audit.audit_log (
        account_id, account_position, account_version, account_user_id, action, balance,
        detail, user_id, user_role, ip_address, user_agent, request_id, database_user,
        created_at, previous_hash, row_hash, api_key_id
    )
    VALUES (
        p_account.account_id, p_account.audit_position + 1, p_account.version,
        p_account.user_id, p_action, p_account.balance, p_detail, p_actor.user_id, p_actor.role,
        p_actor.ip_address, p_actor.user_agent, p_actor.request_id, session_user,
        v_at, p_account.audit_hash, v_hash, ledger_private.acting_key(p_actor.scopes)
    );

    p_account.audit_position := p_account.audit_position + 1;
    p_account.audit_hash := v_hash;
    p_account.updated_at := v_at;
    RETURN p_account;
END
$function$;

COMMENT ON FUNCTION ledger_private.append_audit(
    ledger_private.account, text, jsonb, ledger.actor, timestamptz
) IS
'Write one audit row for p_account, whose row the caller has locked; returns it with the new head for the caller to store. Of now, or of p_at; LG340 when the account is ahead of the clock.';
