-- The guards as they are, whatever the session or the caller has set.
CREATE OR REPLACE FUNCTION ledger_private.present_guards()
RETURNS SETOF text[]
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
SET quote_all_identifiers = off
SET standard_conforming_strings = on
SET array_nulls = on
SET datestyle = 'ISO, MDY'
SET intervalstyle = postgres
SET timezone = 'UTC'
SET bytea_output = hex
SET extra_float_digits = 1
SET enable_seqscan = on
SET enable_nestloop = on
SET jit = off
AS $function$
    SELECT g.guard FROM ledger_private.guards_of_rights() AS g (guard)
    UNION ALL
    SELECT g.guard FROM ledger_private.guards_of_roles() AS g (guard)
    UNION ALL
    SELECT g.guard FROM ledger_private.guards_of_builtins() AS g (guard)
    UNION ALL
    SELECT g.guard FROM ledger_private.guards_of_functions() AS g (guard)
    UNION ALL
    SELECT g.guard FROM ledger_private.guards_of_relations() AS g (guard)
    UNION ALL
    SELECT g.guard FROM ledger_private.guards_of_tables() AS g (guard)
$function$;

COMMENT ON FUNCTION ledger_private.present_guards() IS
'Every thing of the catalog that the ledger relies on, with its definition as text: pairs of both.';
