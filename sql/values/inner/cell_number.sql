-- Which cell this database is.
CREATE OR REPLACE FUNCTION ledger_private.cell_number()
RETURNS integer
LANGUAGE sql
STABLE
AS $function$
    SELECT c.cell_number FROM ledger_private.cell AS c
$function$;

COMMENT ON FUNCTION ledger_private.cell_number() IS
'The number of the cell, 0 to 4094: 0 where there is one database.';
