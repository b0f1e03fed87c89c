-- Fails when the change fraud_rule is not in place.
BEGIN;

SELECT case_id, status, acted_at FROM ledger_private.fraud_case WHERE false;
SELECT rule_name, version, feature FROM ledger_audit.fraud_rule WHERE false;
SELECT transaction_id, score, reasons FROM ledger_audit.fraud_score WHERE false;

ROLLBACK;
