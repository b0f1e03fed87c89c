-- This cell and those it knows.
CREATE OR REPLACE VIEW ledger.cells AS
SELECT
    c.cell_number,
    true AS is_this,
    NULL::timestamptz AS created_at
FROM ledger_private.cell AS c
UNION ALL
SELECT
    p.cell_number,
    false AS is_this,
    p.created_at
FROM ledger_private.peer_cell AS p;

COMMENT ON VIEW ledger.cells IS
'This cell of the ledger, and the others it exchanges transfers with: ledger.add_cell makes one known.';

COMMENT ON COLUMN ledger.cells.cell_number IS 'Number of the cell, 0 to 4094.';
COMMENT ON COLUMN ledger.cells.is_this IS 'Whether it is the cell that is asked.';
COMMENT ON COLUMN ledger.cells.created_at IS 'When it was made known here; NULL of this cell.';
