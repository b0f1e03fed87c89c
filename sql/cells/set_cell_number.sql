-- Say which cell of the ledger this database is.
CREATE OR REPLACE FUNCTION ledger.set_cell_number(
    p_cell_number integer,
    p_actor ledger.actor DEFAULT NULL
)
RETURNS SETOF ledger.cells
LANGUAGE plpgsql
VOLATILE
ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_actor ledger.actor := ledger_private.resolve_actor(p_actor);
    v_number integer;
BEGIN
    PERFORM ledger_private.require_permission(v_actor, 'manage');
    IF (p_cell_number BETWEEN 0 AND 4094) IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'cell_number', 'at_least', 0, 'at_most', 4094
        ));
    END IF;
    SELECT c.cell_number INTO STRICT v_number FROM ledger_private.cell AS c FOR UPDATE;
    IF v_number <> p_cell_number AND EXISTS (SELECT FROM ledger_private.peer_cell) THEN
        PERFORM ledger_private.raise_error('LG212', jsonb_build_object(
            'cell_number', v_number, 'wanted', p_cell_number
        ));
    END IF;
    UPDATE ledger_private.cell AS c
    SET cell_number = p_cell_number
    WHERE c.cell_number <> p_cell_number;
    IF FOUND THEN
        PERFORM ledger_private.note_act('cell.numbered', NULL, NULL, to_jsonb(x), v_actor)
        FROM ledger.cells AS x
        WHERE x.is_this;
    END IF;
    RETURN QUERY SELECT x.* FROM ledger.cells AS x WHERE x.is_this;
END
$function$;

COMMENT ON FUNCTION ledger.set_cell_number(integer, ledger.actor) IS
'Make this database the cell of a number, 0 to 4094 (LG109); it is 0 before. Ids of what only one cell owns carry its number from then on. LG212 once it knows other cells, which know it by the number it has. Operators only. Safe to repeat.';
