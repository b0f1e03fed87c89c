-- An account's statement: its entries with both dates, in the words of a bank.
CREATE OR REPLACE VIEW ledger.statement_lines AS
SELECT
    e.account_id,
    e.account_version,
    e.effective_at,
    e.created_at AS booked_at,
    e.entry_type,
    e.amount,
    e.balance_after AS balance,
    e.currency,
    e.counterparty_account_id,
    e.description,
    e.transaction_type,
    e.transaction_id
FROM ledger.transaction_entries AS e;

COMMENT ON VIEW ledger.statement_lines IS
'Statement lines with the balance after each in booking order; ledger.get_statement gives them in either order of time.';

COMMENT ON COLUMN ledger.statement_lines.account_id IS 'The account whose bank statement it is.';
COMMENT ON COLUMN ledger.statement_lines.account_version IS 'Number of the line''s entry among its account''s entries.';
COMMENT ON COLUMN ledger.statement_lines.effective_at IS 'The moment from which the line counts.';
COMMENT ON COLUMN ledger.statement_lines.booked_at IS 'When the line''s entry was booked.';
COMMENT ON COLUMN ledger.statement_lines.entry_type IS 'DEBIT (money out) or CREDIT (money in).';
COMMENT ON COLUMN ledger.statement_lines.amount IS 'Amount of the line''s entry, positive, in units of the currency.';
COMMENT ON COLUMN ledger.statement_lines.balance IS 'Balance of the account after the line, in units of the currency.';
COMMENT ON COLUMN ledger.statement_lines.currency IS 'Asset code of the line''s amounts.';
COMMENT ON COLUMN ledger.statement_lines.counterparty_account_id IS 'The account on the other side; NULL where the transaction has more than two sides.';
COMMENT ON COLUMN ledger.statement_lines.description IS 'Free text of the leg, else of the transaction, or NULL.';
COMMENT ON COLUMN ledger.statement_lines.transaction_type IS 'A word for the transaction''s kind: transfer, deposit, withdrawal, or the caller''s own.';
COMMENT ON COLUMN ledger.statement_lines.transaction_id IS 'The transaction that the line''s entry belongs to.';
