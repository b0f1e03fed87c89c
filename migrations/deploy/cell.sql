-- Which cell of the ledger this database is.
BEGIN;
SET LOCAL lock_timeout = '5s';
SET LOCAL ROLE ledger_owner;

CREATE TABLE ledger_private.cell (
    cell_number integer NOT NULL
        CONSTRAINT cell_pkey PRIMARY KEY
        -- f000 and the number are the last four digits of ids; ffff is the house's everywhere.
        CONSTRAINT cell_number_fits_an_id CHECK (cell_number BETWEEN 0 AND 4094)
);
-- There is one row, whatever its number.
CREATE UNIQUE INDEX cell_only_row_idx ON ledger_private.cell ((true));

INSERT INTO ledger_private.cell (cell_number) VALUES (0);

COMMENT ON TABLE ledger_private.cell IS 'Which cell of the ledger this database is: one row. Local to the database.';
COMMENT ON COLUMN ledger_private.cell.cell_number IS 'Number of the cell, 0 to 4094; ids of what only this cell owns end in f000 and it.';

RESET ROLE;
COMMIT;
