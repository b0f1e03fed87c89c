-- Alerts are written once. These are the audit owner's triggers.
CREATE OR REPLACE TRIGGER monitor_alert_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.monitor_alert
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER monitor_alert_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.monitor_alert
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

ALTER TABLE ledger_audit.monitor_alert ENABLE ALWAYS TRIGGER monitor_alert_10_refuse_change;
ALTER TABLE ledger_audit.monitor_alert ENABLE ALWAYS TRIGGER monitor_alert_11_refuse_truncate;
