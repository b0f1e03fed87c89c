-- What was sealed stays as it is. These are the audit owner's triggers.
CREATE OR REPLACE TRIGGER seal_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.seal
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER seal_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.seal
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER seal_node_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.seal_node
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER seal_node_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.seal_node
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER sealed_state_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.sealed_state
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER sealed_state_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.sealed_state
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER seal_salt_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.seal_salt
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER seal_salt_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.seal_salt
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER seal_key_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.seal_key
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER seal_key_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.seal_key
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER seal_head_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.seal_head
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER seal_head_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.seal_head
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

ALTER TABLE ledger_audit.seal ENABLE ALWAYS TRIGGER seal_10_refuse_change;
ALTER TABLE ledger_audit.seal ENABLE ALWAYS TRIGGER seal_11_refuse_truncate;
ALTER TABLE ledger_audit.seal_node ENABLE ALWAYS TRIGGER seal_node_10_refuse_change;
ALTER TABLE ledger_audit.seal_node ENABLE ALWAYS TRIGGER seal_node_11_refuse_truncate;
ALTER TABLE ledger_audit.sealed_state ENABLE ALWAYS TRIGGER sealed_state_10_refuse_change;
ALTER TABLE ledger_audit.sealed_state ENABLE ALWAYS TRIGGER sealed_state_11_refuse_truncate;
ALTER TABLE ledger_audit.seal_salt ENABLE ALWAYS TRIGGER seal_salt_10_refuse_change;
ALTER TABLE ledger_audit.seal_salt ENABLE ALWAYS TRIGGER seal_salt_11_refuse_truncate;
ALTER TABLE ledger_audit.seal_key ENABLE ALWAYS TRIGGER seal_key_10_refuse_change;
ALTER TABLE ledger_audit.seal_key ENABLE ALWAYS TRIGGER seal_key_11_refuse_truncate;
ALTER TABLE ledger_audit.seal_head ENABLE ALWAYS TRIGGER seal_head_10_refuse_change;
ALTER TABLE ledger_audit.seal_head ENABLE ALWAYS TRIGGER seal_head_11_refuse_truncate;
