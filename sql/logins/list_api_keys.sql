-- List the API keys of a user.
CREATE OR REPLACE FUNCTION ledger.list_api_keys(
    p_user_id bigint DEFAULT NULL,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.api_keys
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_own(v_actor, coalesce(p_user_id, v_actor.user_id));

    RETURN QUERY
    SELECT k.*
    FROM ledger.api_keys AS k
    WHERE k.user_id = coalesce(p_user_id, v_actor.user_id, k.user_id)
    ORDER BY k.api_key_id;
END
$function$;

COMMENT ON FUNCTION ledger.list_api_keys(bigint, ledger.actor) IS
'API keys of a user, oldest first, without their secrets. p_user_id NULL: those of the acting user; for a database session, all. For another user it needs the permission manage.';
