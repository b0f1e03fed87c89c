-- Make another cell known, so that transfers can go there and come from there.
CREATE OR REPLACE FUNCTION ledger.add_cell(
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
    SELECT c.cell_number INTO STRICT v_number FROM ledger_private.cell AS c FOR SHARE;
    IF (p_cell_number BETWEEN 0 AND 4094 AND p_cell_number <> v_number) IS NOT TRUE THEN
        PERFORM ledger_private.raise_error('LG109', jsonb_build_object(
            'field', 'cell_number', 'at_least', 0, 'at_most', 4094, 'not', v_number
        ));
    END IF;
    INSERT INTO ledger_private.peer_cell (cell_number, created_at)
    VALUES (p_cell_number, clock_timestamp())
    ON CONFLICT (cell_number) DO NOTHING;
    IF FOUND THEN
        PERFORM ledger_private.note_act('cell.added', NULL, NULL, to_jsonb(x), v_actor)
        FROM ledger.cells AS x
        WHERE x.cell_number = p_cell_number;
    END IF;
    RETURN QUERY SELECT x.* FROM ledger.cells AS x WHERE x.cell_number = p_cell_number;
END
$function$;

COMMENT ON FUNCTION ledger.add_cell(integer, ledger.actor) IS
'Make the cell of a number known (LG109: 0 to 4094, not this cell''s own): ledger.pay_out sends there from then on, ledger.pay_in takes from there. A cell that is known stays known. Operators only. Safe to repeat.';
