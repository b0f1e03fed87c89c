-- Asked of all transactions of a statement at once, when it has written all it writes.
CREATE OR REPLACE TRIGGER transaction_50_check_entries
AFTER INSERT ON ledger_audit.transaction
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.transaction_check_entries();

ALTER TABLE ledger_audit.transaction ENABLE ALWAYS TRIGGER transaction_50_check_entries;
