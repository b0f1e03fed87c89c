-- Positions, passes and acts are written once. These are the audit owner's triggers.
CREATE OR REPLACE TRIGGER feed_event_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.feed_event
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER feed_event_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.feed_event
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER feed_pass_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.feed_pass
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER feed_pass_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.feed_pass
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER feed_account_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.feed_account
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER feed_account_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.feed_account
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER act_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.act
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER act_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.act
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

ALTER TABLE ledger_audit.feed_event ENABLE ALWAYS TRIGGER feed_event_10_refuse_change;
ALTER TABLE ledger_audit.feed_event ENABLE ALWAYS TRIGGER feed_event_11_refuse_truncate;
ALTER TABLE ledger_audit.feed_pass ENABLE ALWAYS TRIGGER feed_pass_10_refuse_change;
ALTER TABLE ledger_audit.feed_pass ENABLE ALWAYS TRIGGER feed_pass_11_refuse_truncate;
ALTER TABLE ledger_audit.feed_account ENABLE ALWAYS TRIGGER feed_account_10_refuse_change;
ALTER TABLE ledger_audit.feed_account ENABLE ALWAYS TRIGGER feed_account_11_refuse_truncate;
ALTER TABLE ledger_audit.act ENABLE ALWAYS TRIGGER act_10_refuse_change;
ALTER TABLE ledger_audit.act ENABLE ALWAYS TRIGGER act_11_refuse_truncate;
