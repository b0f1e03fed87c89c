-- Fails when the change cell is not in place.
BEGIN;

SELECT 1 / (count(*) = 1)::integer FROM ledger_private.cell;

ROLLBACK;
