-- Fails when the change transaction_entry is not in place.
BEGIN;

SELECT entry_id, account_id, account_version, balance_after
FROM ledger_private.transaction_entry WHERE false;

ROLLBACK;
