-- List this cell and those it knows.
CREATE OR REPLACE FUNCTION ledger.list_cells(p_actor ledger.actor DEFAULT NULL)
RETURNS SETOF ledger.cells
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    RETURN QUERY SELECT x.* FROM ledger.cells AS x ORDER BY x.cell_number;
END
$function$;

COMMENT ON FUNCTION ledger.list_cells(ledger.actor) IS
'This cell (is_this) and all that it exchanges transfers with, by number: at most 4095. Operators only.';
