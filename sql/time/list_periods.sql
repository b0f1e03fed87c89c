-- Read who closed and reopened the books, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_periods(
    p_before_act bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_user_id bigint DEFAULT NULL,
    p_username text DEFAULT NULL,
    p_text text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_is_ascending boolean DEFAULT false,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.periods
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_user_id bigint;
BEGIN
    PERFORM ledger_private.require_short('username', p_username, 'text', p_text);
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    PERFORM ledger_private.require_page_size(p_limit);
    v_user_id := ledger_private.listed_owner(p_user_id, p_username, v_actor);

    RETURN QUERY
    SELECT p.*
    FROM ledger.periods AS p
    WHERE (p_before_act IS NULL OR CASE
            WHEN p_is_ascending THEN p.act_number > p_before_act ELSE p.act_number < p_before_act
        END)
        AND (v_user_id IS NULL OR p.user_id = v_user_id)
        AND (p_since IS NULL OR p.created_at >= p_since)
        AND (p_until IS NULL OR p.created_at < p_until)
        AND (p_text IS NULL OR ledger_private.contains_text(p.reason, p_text))
    ORDER BY
        CASE WHEN p_is_ascending THEN p.act_number END,
        CASE WHEN NOT p_is_ascending THEN p.act_number END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_periods(
    bigint, integer, bigint, text, text, timestamptz, timestamptz, boolean, ledger.actor
) IS
'Acts of closing and reopening, newest first unless p_is_ascending; the newest one is in force. p_user_id or p_username: who did it; p_text: those whose reason contains it; p_since <= created_at < p_until. p_before_act is the last act_number of the page before; p_limit 1 to 1000. For auditors, operators and administrators.';
