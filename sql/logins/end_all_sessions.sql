-- Log out everywhere.
CREATE OR REPLACE FUNCTION ledger.end_all_sessions(
    p_user_id bigint DEFAULT NULL,
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
    v_user := ledger_private.lock_user(coalesce(p_user_id, v_actor.user_id), v_actor, 'own');
    PERFORM ledger_private.end_sessions(v_user.user_id, NULL, 'LOGOUT_EVERYWHERE');
    PERFORM ledger_private.note_auth('LOGOUT_EVERYWHERE', v_user.user_id, '{}', v_actor);
    RETURN NEXT ledger_private.show_user(v_user.user_id);
END
$function$;

COMMENT ON FUNCTION ledger.end_all_sessions(bigint, ledger.actor) IS
'End every session and void every access token of a user (NULL: the acting user). For another user it needs the permission manage. API keys stay valid: see ledger.revoke_api_key. Safe to repeat.';
