-- Asked of all entries of a statement at once, when it has written all it writes.
CREATE OR REPLACE TRIGGER transaction_entry_50_check
AFTER INSERT ON ledger_audit.transaction_entry
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.transaction_entry_check();

ALTER TABLE ledger_audit.transaction_entry ENABLE ALWAYS TRIGGER transaction_entry_50_check;
