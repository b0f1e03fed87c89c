-- Take the change fraud back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_audit.fraud_score;
DROP TABLE ledger_audit.fraud_rule;
DELETE FROM ledger_private.role_permission WHERE permission = 'review';
DROP TABLE ledger_private.fraud_case;
DROP TABLE ledger_private.fraud_observation;
DROP TABLE ledger_private.fraud_pair;
DROP TABLE ledger_private.fraud_user_bucket;
DROP TABLE ledger_private.fraud_bucket;
DROP TABLE ledger_private.fraud_account;
DROP TABLE ledger_private.fraud_progress;
DROP TYPE ledger.fraud_backtest;
DROP DOMAIN ledger_private.fraud_case_status;
DROP DOMAIN ledger_private.fraud_comparison;
DROP DOMAIN ledger_private.fraud_action;
DROP DOMAIN ledger_private.fraud_direction;

COMMIT;
