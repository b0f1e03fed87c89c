-- Take the change fraud back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_private.fraud_pair;
DROP TABLE ledger_private.fraud_user;
DROP TABLE ledger_private.fraud_account;
DROP TABLE ledger_private.fraud_progress;
DROP DOMAIN ledger_private.fraud_direction;

COMMIT;
