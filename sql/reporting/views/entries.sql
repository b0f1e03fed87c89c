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
