-- Fails when the change fraud is not in place.
BEGIN;

SELECT last_position, observed_at FROM ledger_private.fraud_progress WHERE false;
SELECT account_id, out_amounts, in_amounts FROM ledger_private.fraud_account WHERE false;
SELECT account_id, unit, slot, bucket_number FROM ledger_private.fraud_bucket WHERE false;
SELECT user_id, unit, slot, bucket_number FROM ledger_private.fraud_user_bucket WHERE false;
SELECT account_id, counterparty_id, moves FROM ledger_private.fraud_pair WHERE false;

ROLLBACK;
