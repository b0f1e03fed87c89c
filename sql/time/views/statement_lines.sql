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
