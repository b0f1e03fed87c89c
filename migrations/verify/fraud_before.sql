-- Fails when the change fraud_before is not in place.
BEGIN;

SELECT NULL::ledger_private.fraud_sums;
SELECT rule_name FROM ledger_private.refusing_rule WHERE false;
SELECT 'refuse'::ledger_private.fraud_action;

ROLLBACK;
