-- Open credits come with their transaction and go with their entry; nothing else touches them.
CREATE OR REPLACE TRIGGER open_credit_10_refuse_change
BEFORE UPDATE ON ledger_audit.open_credit
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

CREATE OR REPLACE TRIGGER open_credit_11_refuse_truncate
BEFORE TRUNCATE ON ledger_audit.open_credit
FOR EACH STATEMENT EXECUTE FUNCTION ledger_audit.refuse_change();

-- Asked of all rows of a statement at once, when it has written all it writes.
CREATE OR REPLACE TRIGGER open_credit_50_check
AFTER INSERT ON ledger_audit.open_credit
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.open_credit_check();

CREATE OR REPLACE TRIGGER open_credit_51_check_folded
AFTER DELETE ON ledger_audit.open_credit
REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.open_credit_check_folded();

ALTER TABLE ledger_audit.open_credit ENABLE ALWAYS TRIGGER open_credit_10_refuse_change;
ALTER TABLE ledger_audit.open_credit ENABLE ALWAYS TRIGGER open_credit_11_refuse_truncate;
ALTER TABLE ledger_audit.open_credit ENABLE ALWAYS TRIGGER open_credit_50_check;
ALTER TABLE ledger_audit.open_credit ENABLE ALWAYS TRIGGER open_credit_51_check_folded;
