-- For reports: an account's statement as a bank prints it.
CREATE OR REPLACE VIEW reporting.statement_lines AS
SELECT
    e.account_id,
    c.code AS account_code,
    e.account_version AS line_number,
    (e.effective_at AT TIME ZONE 'UTC')::date AS effective_on,
    e.created_at AS booked_at,
    e.description,
    e.transaction_type,
    p.code AS counterparty_code,
    CASE e.entry_type WHEN 'DEBIT' THEN e.amount END AS money_out,
    CASE e.entry_type WHEN 'CREDIT' THEN e.amount END AS money_in,
    e.balance_after AS balance,
    e.currency,
    e.transaction_id
FROM ledger.transaction_entries AS e
LEFT JOIN ledger.accounts AS c ON c.account_id = e.account_id
LEFT JOIN ledger.accounts AS p ON p.account_id = e.counterparty_account_id;

COMMENT ON VIEW reporting.statement_lines IS
'Statement lines in booking order (line_number), with the running balance after each.';
