-- Asked of each completed transaction, once its statement has written all it writes.
CREATE OR REPLACE TRIGGER transaction_50_check_entries
AFTER INSERT ON ledger_audit.transaction
FOR EACH ROW WHEN (NEW.status <> 'FAILED')
EXECUTE FUNCTION ledger_private.transaction_check_entries();

ALTER TABLE ledger_audit.transaction ENABLE ALWAYS TRIGGER transaction_50_check_entries;
