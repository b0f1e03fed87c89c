-- List API keys, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_api_keys(
    p_user_id bigint DEFAULT NULL,
    p_username text DEFAULT NULL,
    p_text text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_after uuid DEFAULT NULL,
    p_is_ascending boolean DEFAULT true,
    p_limit integer DEFAULT 50,
    p_seen pg_snapshot DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.api_keys
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user_id bigint;
    v_late uuid[];
BEGIN
    PERFORM ledger_private.require_short('username', p_username, 'text', p_text);
    v_user_id := ledger_private.listed_owner(p_user_id, p_username, v_actor);
    PERFORM ledger_private.require_own(v_actor, coalesce(v_user_id, v_actor.user_id));
    PERFORM ledger_private.require_page_size(p_limit);
    -- Made by what had not been committed when the page before was read.
    v_late := ledger_private.late_ids('api_key.created', 'api_key_id', p_after, p_seen);

    RETURN QUERY
    SELECT k.*
    FROM ledger.api_keys AS k
    WHERE k.user_id = coalesce(v_user_id, v_actor.user_id, k.user_id)
        AND (p_after IS NULL OR CASE
            WHEN p_is_ascending THEN k.api_key_id >= coalesce(v_late[1], p_after)
                AND (k.api_key_id > p_after OR k.api_key_id = ANY (v_late))
            ELSE k.api_key_id < p_after
        END)
        AND (p_since IS NULL OR k.created_at >= p_since)
        AND (p_until IS NULL OR k.created_at < p_until)
        AND (p_text IS NULL OR ledger_private.contains_text(k.name, p_text))
    ORDER BY
        CASE WHEN p_is_ascending THEN k.api_key_id END,
        CASE WHEN NOT p_is_ascending THEN k.api_key_id END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_api_keys(
    bigint, text, text, timestamptz, timestamptz, uuid, boolean, integer, pg_snapshot,
    ledger.actor
) IS
'API keys of a user, oldest first unless NOT p_is_ascending, without their secrets. p_user_id or p_username; without them those of the acting user, and for a database session all. p_text: those whose name contains it; p_since <= created_at < p_until. p_after is the last api_key_id of the page before, p_seen the pg_current_snapshot() of the statement that read it: when ascending, what has been committed since with a lower id comes too; p_limit 1 to 1000. For another user it needs the permission manage.';
