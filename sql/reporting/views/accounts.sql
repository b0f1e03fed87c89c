-- For reports: accounts with their codes.
CREATE OR REPLACE VIEW reporting.accounts AS
SELECT
    a.account_id, a.code, a.name, a.user_id, a.currency, a.account_class, a.status,
    a.balance, a.held, a.available, a.min_balance, a.max_balance, a.version,
    a.metadata, a.created_at, a.updated_at, a.closed_at,
    a.allows_credits, a.category, a.merged_into_account_id
FROM ledger.accounts AS a;

COMMENT ON VIEW reporting.accounts IS 'Accounts and what they hold; balance = credits - debits.';
