-- End sessions of a user: one, or all.
CREATE OR REPLACE FUNCTION ledger_private.end_sessions(
    p_user_id bigint,
    p_session_id uuid,
    p_reason text
)
RETURNS void
LANGUAGE sql
VOLATILE
AS $function$
    -- A token that belongs to no session is void if it was issued until now.
    UPDATE ledger_private.app_user AS u
    SET sessions_ended_at = clock_timestamp()
    WHERE u.user_id = p_user_id
        AND p_session_id IS NULL;
    UPDATE ledger_private.auth_session AS s
    SET ended_at = clock_timestamp(), end_reason = p_reason
    WHERE s.user_id = p_user_id
        AND (p_session_id IS NULL OR s.session_id = p_session_id)
        AND s.ended_at IS NULL
$function$;

COMMENT ON FUNCTION ledger_private.end_sessions(bigint, uuid, text) IS
'Ends p_session_id of p_user_id, or with NULL all its sessions and tokens. What was issued under them is refused from then on.';
