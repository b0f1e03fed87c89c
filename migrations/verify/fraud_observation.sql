-- Fails when the change fraud_observation is not in place.
BEGIN;

SELECT event_position, account_id, spreads FROM ledger_private.fraud_observation WHERE false;

ROLLBACK;
