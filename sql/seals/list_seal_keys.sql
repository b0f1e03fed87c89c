-- Show the keys that heads are verified with.
CREATE OR REPLACE FUNCTION ledger.list_seal_keys(p_actor ledger.actor DEFAULT NULL)
RETURNS SETOF ledger.seal_keys
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'read');

    RETURN QUERY
    SELECT k.*
    FROM ledger.seal_keys AS k
    ORDER BY k.created_at, k.key_id;
END
$function$;

COMMENT ON FUNCTION ledger.list_seal_keys(ledger.actor) IS
'All keys that ever signed heads, the oldest first. For everybody who may read.';
