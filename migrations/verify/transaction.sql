-- Fails when the change transaction is not in place.
BEGIN;

SELECT transaction_id, from_account_id, to_account_id, amount, xact_id,
    leg_account_ids, leg_account_versions, reverses_transaction_id, hold_id, leg_descriptions
FROM ledger_audit.transaction WHERE false;

ROLLBACK;
