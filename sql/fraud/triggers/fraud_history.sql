-- Rules and scores are written once. These are the audit owner's triggers.
CREATE OR REPLACE TRIGGER fraud_rule_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.fraud_rule
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER fraud_rule_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.fraud_rule
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER fraud_score_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.fraud_score
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER fraud_score_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.fraud_score
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

ALTER TABLE ledger_audit.fraud_rule ENABLE ALWAYS TRIGGER fraud_rule_10_refuse_change;
ALTER TABLE ledger_audit.fraud_rule ENABLE ALWAYS TRIGGER fraud_rule_11_refuse_truncate;
ALTER TABLE ledger_audit.fraud_score ENABLE ALWAYS TRIGGER fraud_score_10_refuse_change;
ALTER TABLE ledger_audit.fraud_score ENABLE ALWAYS TRIGGER fraud_score_11_refuse_truncate;
