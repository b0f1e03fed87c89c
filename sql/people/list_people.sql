-- List sealed people in the order of their ids, for renewing the keys that wrap theirs.
CREATE OR REPLACE FUNCTION ledger.list_people(
    p_except_key_id text DEFAULT NULL,
    p_after bigint DEFAULT 0,
    p_limit integer DEFAULT 100,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.people
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_short('except_key_id', p_except_key_id);
    PERFORM ledger_private.require_permission(v_actor, 'administer');
    PERFORM ledger_private.require_page_size(p_limit);
    RETURN QUERY
    SELECT p.*
    FROM ledger.people AS p
    WHERE p.user_id > p_after
        AND p.shredded_at IS NULL
        AND p.key_id IS DISTINCT FROM p_except_key_id
    ORDER BY p.user_id
    LIMIT p_limit;
END
$function$;

COMMENT ON FUNCTION ledger.list_people(text, bigint, integer, ledger.actor) IS
'Sealed personal data of users after p_after, without rows whose key p_except_key_id wraps. For administrators, who renew the encryption keys with zerosum person rotate.';
