-- A cell that this one exchanges transfers with, or LG034.
CREATE OR REPLACE FUNCTION ledger_private.require_peer(p_cell_number integer)
RETURNS void
LANGUAGE plpgsql
STABLE
AS $function$
BEGIN
    PERFORM ledger_private.require_given('cell_number', p_cell_number::text);
    IF NOT EXISTS (
        SELECT FROM ledger_private.peer_cell AS p WHERE p.cell_number = p_cell_number
    ) THEN
        PERFORM ledger_private.raise_error('LG034', jsonb_build_object(
            'cell_number', p_cell_number
        ));
    END IF;
END
$function$;

COMMENT ON FUNCTION ledger_private.require_peer(integer) IS
'LG034 unless ledger.add_cell has made the cell known; LG108 without one.';
