-- Whoever writes entries moves balances by it, and nothing else does.
CREATE OR REPLACE TRIGGER transaction_entry_50_move
AFTER INSERT ON ledger_audit.transaction_entry
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger_private.transaction_entry_move();

ALTER TABLE ledger_audit.transaction_entry ENABLE ALWAYS TRIGGER transaction_entry_50_move;
