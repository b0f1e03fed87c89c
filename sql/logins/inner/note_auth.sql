-- Write down that somebody proved who it is, failed to, or had its rights changed.
CREATE OR REPLACE FUNCTION ledger_private.note_auth(
    p_action text,
    p_user_id bigint,
    p_detail jsonb,
    p_actor ledger.actor
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
AS $function$
BEGIN
    INSERT INTO ledger_audit.auth_event (
        user_id, actor_user_id, created_at, action, detail, ip_address, user_agent,
        request_id, database_user
    )
    VALUES (
        coalesce(p_user_id, 0), p_actor.user_id, clock_timestamp(), p_action,
        jsonb_strip_nulls(p_detail || jsonb_build_object(
            'by_api_key_id', ledger_private.acting_key(p_actor.scopes)
        )), p_actor.ip_address, p_actor.user_agent,
        p_actor.request_id, session_user
    );
    PERFORM ledger_private.note_auth_act(p_action, p_user_id, p_detail, p_actor);
END
$function$;

COMMENT ON FUNCTION ledger_private.note_auth(text, bigint, jsonb, ledger.actor) IS
'One row of ledger.auth_events about p_user_id (NULL: nobody known), done by p_actor, whose API key, if it acts with one, is by_api_key_id. No secret belongs into p_detail.';
