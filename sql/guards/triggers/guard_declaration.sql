-- Declarations of guards are written once. These are the audit owner's triggers.
CREATE OR REPLACE TRIGGER guard_declaration_10_refuse_change
BEFORE UPDATE OR DELETE ON ledger_audit.guard_declaration
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER guard_declaration_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.guard_declaration
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

ALTER TABLE ledger_audit.guard_declaration
ENABLE ALWAYS TRIGGER guard_declaration_10_refuse_change;
ALTER TABLE ledger_audit.guard_declaration
ENABLE ALWAYS TRIGGER guard_declaration_11_refuse_truncate;
