-- Fails when the change transaction_entry is not in place.
BEGIN;

SELECT entry_id, account_id, account_version, balance_after, row_hash, is_folded
FROM ledger_audit.transaction_entry WHERE false;
SELECT account_id, transaction_id, amount FROM ledger_audit.open_credit WHERE false;

ROLLBACK;
