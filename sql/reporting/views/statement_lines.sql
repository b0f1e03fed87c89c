-- For reports: an account's statement as a bank prints it.
CREATE OR REPLACE VIEW reporting.statement_lines AS
SELECT
    e.account_id,
    c.code::text AS account_code,
    e.account_version AS line_number,
    (e.effective_at AT TIME ZONE 'UTC')::date AS effective_on,
    e.created_at AS booked_at,
    e.description,
    e.transaction_type,
    p.code::text AS counterparty_code,
    CASE e.entry_type WHEN 'DEBIT' THEN e.amount END AS money_out,
    CASE e.entry_type WHEN 'CREDIT' THEN e.amount END AS money_in,
    e.balance_after AS balance,
    e.currency,
    e.transaction_id
FROM ledger.transaction_entries AS e
JOIN ledger_private.account AS a ON a.account_id = e.account_id
LEFT JOIN ledger_private.account_code AS c
    ON c.account_id = a.account_id AND c.code_number = a.code_number
LEFT JOIN ledger_private.account AS o ON o.account_id = e.counterparty_account_id
LEFT JOIN ledger_private.account_code AS p
    ON p.account_id = o.account_id AND p.code_number = o.code_number;

COMMENT ON VIEW reporting.statement_lines IS
'Statement lines in booking order (line_number), with the running balance after each. An open credit of an account that accumulates has no line_number and balance until it is folded.';

COMMENT ON COLUMN reporting.statement_lines.account_id IS 'The account whose bank statement it is; leads to reporting.accounts; with line_number the key of the view.';
COMMENT ON COLUMN reporting.statement_lines.account_code IS 'Code of the account whose bank statement it is, or NULL.';
COMMENT ON COLUMN reporting.statement_lines.line_number IS 'Number of the line on the account''s statement, from 1 without gap.';
COMMENT ON COLUMN reporting.statement_lines.effective_on IS 'The day (UTC) from which the line counts.';
COMMENT ON COLUMN reporting.statement_lines.booked_at IS 'When the line''s entry was booked.';
COMMENT ON COLUMN reporting.statement_lines.description IS 'Free text of the leg, else of the transaction, or NULL.';
COMMENT ON COLUMN reporting.statement_lines.transaction_type IS 'A word for the transaction''s kind: transfer, deposit, withdrawal, or the caller''s own.';
COMMENT ON COLUMN reporting.statement_lines.counterparty_code IS 'Code of the account on the other side; NULL where it has none or the transaction has more than two sides.';
COMMENT ON COLUMN reporting.statement_lines.money_out IS 'Amount of a debit, positive, in units of the currency; NULL for a credit.';
COMMENT ON COLUMN reporting.statement_lines.money_in IS 'Amount of a credit, positive, in units of the currency; NULL for a debit.';
COMMENT ON COLUMN reporting.statement_lines.balance IS 'Balance of the account after the line, in units of the currency.';
COMMENT ON COLUMN reporting.statement_lines.currency IS 'Asset code of the line''s amounts; leads to reporting.currencies.';
COMMENT ON COLUMN reporting.statement_lines.transaction_id IS 'The transaction that the line''s entry belongs to; leads to reporting.postings.';
