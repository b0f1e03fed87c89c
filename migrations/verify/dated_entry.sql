-- Fails when the change dated_entry is not in place.
BEGIN;

SELECT account_id, account_version, effective_at, dated_total
FROM ledger_private.dated_entry WHERE false;

ROLLBACK;
