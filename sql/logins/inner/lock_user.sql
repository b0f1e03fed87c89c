-- A user whose rights or proofs are to change: itself, or somebody whom the actor manages.
CREATE OR REPLACE FUNCTION ledger_private.lock_user(
    p_user_id bigint,
    p_actor ledger.actor,
    p_permission text DEFAULT 'manage'
)
RETURNS ledger_private.app_user
LANGUAGE plpgsql
VOLATILE
AS $function$
DECLARE
    v_user ledger_private.app_user;
BEGIN
    IF p_permission = 'own' THEN
        PERFORM ledger_private.require_own(p_actor, p_user_id);
    ELSE
        PERFORM ledger_private.require_permission(p_actor, p_permission);
    END IF;

    SELECT u.* INTO v_user
    FROM ledger_private.app_user AS u
    WHERE u.user_id = p_user_id
        AND u.role <> 'house'
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM ledger_private.raise_error('LG004', jsonb_build_object('user_id', p_user_id));
    ELSIF v_user.role = 'administrator' AND p_actor.role = 'operator' THEN
        PERFORM ledger_private.raise_error('LG206', jsonb_build_object(
            'role', p_actor.role, 'wanted', v_user.role
        ));
    END IF;
    RETURN v_user;
END
$function$;

COMMENT ON FUNCTION ledger_private.lock_user(bigint, ledger.actor, text) IS
'The user''s row, locked FOR NO KEY UPDATE. LG206 unless p_actor holds p_permission (own: unless it is that user itself or holds manage), or when an operator wants to touch an administrator; LG004 when there is no such user.';
