-- Fails when the change currency is not in place.
BEGIN;

SELECT 1 / (count(*) > 150)::integer FROM ledger_private.currency;

ROLLBACK;
