-- Read how far the books have been proved, a page at a time.
CREATE OR REPLACE FUNCTION ledger.list_verifications(
    p_before bigint DEFAULT NULL,
    p_limit integer DEFAULT 50,
    p_user_id bigint DEFAULT NULL,
    p_username text DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_is_ascending boolean DEFAULT false,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.verifications
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
    PERFORM ledger_private.require_short('username', p_username);
    PERFORM ledger_private.require_permission(v_actor, 'read_audit');
    PERFORM ledger_private.require_page_size(p_limit);
    v_user_id := ledger_private.listed_owner(p_user_id, p_username, v_actor);

    RETURN QUERY
    SELECT v.*
    FROM ledger.verifications AS v
    WHERE (p_before IS NULL OR CASE
            WHEN p_is_ascending THEN v.verification_number > p_before
            ELSE v.verification_number < p_before
        END)
        AND (v_user_id IS NULL OR v.user_id = v_user_id)
        AND (p_since IS NULL OR v.created_at >= p_since)
        AND (p_until IS NULL OR v.created_at < p_until)
    ORDER BY
        CASE WHEN p_is_ascending THEN v.verification_number END,
        CASE WHEN NOT p_is_ascending THEN v.verification_number END DESC
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_verifications(
    bigint, integer, bigint, text, timestamptz, timestamptz, boolean, ledger.actor
) IS
'The proofs that ledger.verify_new has kept, newest first unless p_is_ascending: the newest one tells how the books stand. p_user_id or p_username: who asked for them; p_since <= created_at < p_until. p_before is the last verification_number of the page before; p_limit 1 to 1000. For auditors, operators and administrators.';
