-- List what users were told of, newest first, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_notifications(
    p_user_id bigint DEFAULT NULL,
    p_state text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_is_ascending boolean DEFAULT false,
    p_limit integer DEFAULT 50,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.notifications
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('state', p_state);
    PERFORM ledger_private.require_own(v_actor, p_user_id);
    PERFORM ledger_private.require_page_size(p_limit);

    RETURN QUERY
    SELECT n.*
    FROM ledger.notifications AS n
    WHERE (p_user_id IS NULL OR n.user_id = p_user_id)
        AND (p_state IS NULL OR n.state = p_state)
        AND (p_since IS NULL OR n.created_at >= p_since)
        AND (p_until IS NULL OR n.created_at < p_until)
        AND (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN n.notification_id > p_after
            ELSE n.notification_id < p_after
        END)
    ORDER BY
        CASE WHEN p_is_ascending THEN n.notification_id END,
        CASE WHEN NOT p_is_ascending THEN n.notification_id END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_notifications(
    bigint, text, timestamptz, timestamptz, uuid, boolean, integer, ledger.actor
) IS
'Messages to a user, newest first unless p_is_ascending, of one state or all; p_since <= created_at < p_until; without p_user_id those of all users. p_after is the last notification_id of the page before; p_limit 1 to 1000. For the user itself, and with the permission manage.';
