-- Fails when the change transaction_entry is not in place.
BEGIN;

SELECT entry_id, account_id, account_version, balance_after, row_hash
FROM ledger_audit.transaction_entry WHERE false;

ROLLBACK;
