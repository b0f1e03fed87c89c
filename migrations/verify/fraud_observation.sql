-- Fails when the change fraud_observation is not in place.
BEGIN;

SELECT event_position, account_id, outs_before FROM ledger_private.fraud_observation WHERE false;
SELECT NULL::ledger_private.fraud_move;

ROLLBACK;
