-- Fails when the change transaction is not in place.
BEGIN;

SELECT transaction_id, from_account_id, to_account_id, amount, xact_id
FROM ledger_private.transaction WHERE false;

ROLLBACK;
