-- For reports: entries with the account's code and a signed amount.
CREATE OR REPLACE VIEW reporting.entries AS
SELECT
    e.entry_id, e.transaction_id, e.account_id, c.code AS account_code, e.entry_type,
    e.amount,
    CASE e.entry_type WHEN 'CREDIT' THEN e.amount ELSE -e.amount END AS signed_amount,
    e.currency, e.account_version, e.balance_after, e.effective_at, e.created_at
FROM ledger.transaction_entries AS e
LEFT JOIN ledger.accounts AS c USING (account_id);

COMMENT ON VIEW reporting.entries IS
'Double-entry lines; signed_amount is positive for a credit, and sums to zero per transaction.';

COMMENT ON COLUMN reporting.entries.entry_id IS 'Number of the entry; says nothing about order, and is unique within a cell.';
COMMENT ON COLUMN reporting.entries.transaction_id IS 'The transaction that the entry belongs to.';
COMMENT ON COLUMN reporting.entries.account_id IS 'The account that the entry changes.';
COMMENT ON COLUMN reporting.entries.account_code IS 'Code of the account that the entry changes.';
COMMENT ON COLUMN reporting.entries.entry_type IS 'DEBIT lowers the balance, CREDIT raises it.';
COMMENT ON COLUMN reporting.entries.amount IS 'Amount of the entry, positive, in units of the currency.';
COMMENT ON COLUMN reporting.entries.signed_amount IS 'The amount, negative for a debit.';
COMMENT ON COLUMN reporting.entries.currency IS 'Asset code of the amount.';
COMMENT ON COLUMN reporting.entries.account_version IS 'Number of the entry among its account''s entries, from 1 without gap.';
COMMENT ON COLUMN reporting.entries.balance_after IS 'The account''s balance after this entry, in units of the currency.';
COMMENT ON COLUMN reporting.entries.effective_at IS 'The moment from which the entry counts.';
COMMENT ON COLUMN reporting.entries.created_at IS 'When the entry was booked.';
