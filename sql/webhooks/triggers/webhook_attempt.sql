-- The log of attempts only grows; its guard belongs to its own owner, not to the ledger's.
CREATE OR REPLACE TRIGGER webhook_attempt_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.webhook_attempt
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER webhook_attempt_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.webhook_attempt
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

ALTER TABLE ledger_audit.webhook_attempt ENABLE ALWAYS TRIGGER webhook_attempt_10_refuse_change;
ALTER TABLE ledger_audit.webhook_attempt ENABLE ALWAYS TRIGGER webhook_attempt_11_refuse_truncate;
