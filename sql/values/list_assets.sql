-- List the assets that accounts can be opened in.
CREATE OR REPLACE FUNCTION ledger.list_assets(p_actor ledger.actor DEFAULT NULL)
RETURNS SETOF ledger.assets
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
    SELECT a.*
    FROM ledger.assets AS a
    ORDER BY a.currency;
END
$function$;

COMMENT ON FUNCTION ledger.list_assets(ledger.actor) IS
'All assets in the order of their codes: what ledger.open_account and the field currency take. Takes no lock.';
