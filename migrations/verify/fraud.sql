-- Fails when the change fraud is not in place.
BEGIN;

SELECT last_position, pruned_position, observed_at FROM ledger_private.fraud_progress WHERE false;
SELECT account_id, outs, paid, in_amounts FROM ledger_private.fraud_account WHERE false;
SELECT user_id, outs FROM ledger_private.fraud_user WHERE false;
SELECT account_id, counterparty_id, moves FROM ledger_private.fraud_pair WHERE false;

ROLLBACK;
