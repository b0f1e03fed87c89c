-- Take the change fraud_rule back, with its rows.
BEGIN;
SET LOCAL lock_timeout = '5s';

DROP TABLE ledger_audit.fraud_score;
DROP TABLE ledger_audit.fraud_rule;
DROP TABLE ledger_private.fraud_case;
DELETE FROM ledger_private.role_permission WHERE permission = 'review';
DROP TYPE ledger.fraud_backtest;
DROP DOMAIN ledger_private.fraud_case_status;
DROP DOMAIN ledger_private.fraud_comparison;
DROP DOMAIN ledger_private.fraud_action;

COMMIT;
