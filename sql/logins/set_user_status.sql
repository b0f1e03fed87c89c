-- Suspend a user, or let it act again.
CREATE OR REPLACE FUNCTION ledger.set_user_status(
    p_user_id bigint,
    p_status text,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.users
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user ledger_private.app_user;
BEGIN
    PERFORM ledger_private.require_short('status', p_status);
    v_user := ledger_private.lock_user(p_user_id, v_actor);
    IF p_status IS NULL OR p_status NOT IN ('ACTIVE', 'SUSPENDED') THEN
        PERFORM ledger_private.raise_error('LG109', '{"field": "status"}');
    END IF;

    UPDATE ledger_private.app_user AS u SET status = p_status WHERE u.user_id = p_user_id;
    PERFORM ledger_private.note_auth('STATUS', p_user_id, jsonb_build_object(
        'from', v_user.status, 'to', p_status
    ), v_actor);
    RETURN NEXT ledger_private.show_user(p_user_id);
END
$function$;

COMMENT ON FUNCTION ledger.set_user_status(bigint, text, ledger.actor) IS
'Make a user ACTIVE or SUSPENDED; a suspended user can do nothing from then on, whatever tokens or API keys it has. Its accounts are not suspended: see ledger.set_account_status. Needs the permission manage. Safe to repeat.';
