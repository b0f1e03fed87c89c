-- Take the change fraud_observation back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.fraud_observation;
DROP TYPE ledger_private.fraud_move;

COMMIT;
