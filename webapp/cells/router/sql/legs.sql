-- Transactions of many legs: all in one cell, beside what every cell has.
CREATE FUNCTION ledger_router.cell_of_legs(p_ids uuid[])
RETURNS integer
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_cells integer[] := ARRAY(
        SELECT DISTINCT ledger_router.cell_of(i) FROM unnest(p_ids) AS i
        WHERE ledger_router.cell_of(i) IS NOT NULL
        ORDER BY 1
    );
BEGIN
    IF cardinality(v_cells) > 1 THEN
        PERFORM ledger_router.raise_error('LG280', jsonb_build_object(
            'field', 'entries', 'cells', v_cells
        ));
    END IF;
    RETURN coalesce(v_cells[1], ledger_router.first_cell());
END
$function$;

-- Ids in a document, as far as it is one; the cell says what is wrong with it.
CREATE FUNCTION ledger_router.ids_in(p_document jsonb, p_path jsonpath)
RETURNS uuid[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN ARRAY(
        SELECT (v #>> '{}')::uuid
        FROM jsonb_path_query(p_document, p_path) AS v
    );
EXCEPTION WHEN OTHERS THEN
    RETURN ARRAY[]::uuid[];
END
$function$;
