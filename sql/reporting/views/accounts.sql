-- For reports: accounts with their codes.
CREATE OR REPLACE VIEW reporting.accounts AS
SELECT
    a.account_id, a.code, a.name, a.user_id, a.currency, a.account_class, a.status,
    a.balance, a.held, a.available, a.min_balance, a.max_balance, a.version,
    a.metadata, a.created_at, a.updated_at, a.closed_at,
    a.allows_credits, a.category, a.merged_into_account_id
FROM ledger.accounts AS a;

COMMENT ON VIEW reporting.accounts IS 'Accounts and what they hold; balance = credits - debits.';

COMMENT ON COLUMN reporting.accounts.account_id IS 'Key of the view: the account''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN reporting.accounts.code IS 'The name people know the account by; unique, or NULL.';
COMMENT ON COLUMN reporting.accounts.name IS 'Name of the account to show, or NULL.';
COMMENT ON COLUMN reporting.accounts.user_id IS 'The user who owns the account; 0 is the house; leads to reporting.users.';
COMMENT ON COLUMN reporting.accounts.currency IS 'Asset code of the balance; leads to reporting.currencies.';
COMMENT ON COLUMN reporting.accounts.account_class IS 'asset, liability, equity, income or expense.';
COMMENT ON COLUMN reporting.accounts.status IS 'ACTIVE, SUSPENDED (pays nothing) or CLOSED (final).';
COMMENT ON COLUMN reporting.accounts.balance IS 'Credits less debits, in units of the currency.';
COMMENT ON COLUMN reporting.accounts.held IS 'What open holds keep of the balance, in units of the currency.';
COMMENT ON COLUMN reporting.accounts.available IS 'What can be spent above a floor of zero: balance less held, in units of the currency.';
COMMENT ON COLUMN reporting.accounts.min_balance IS 'Floor of the available balance; NULL for none.';
COMMENT ON COLUMN reporting.accounts.max_balance IS 'Ceiling of the balance; NULL for none.';
COMMENT ON COLUMN reporting.accounts.version IS 'How many entries the account has; only postings raise it.';
COMMENT ON COLUMN reporting.accounts.metadata IS 'JSON object that belongs to the account.';
COMMENT ON COLUMN reporting.accounts.created_at IS 'When the account was opened.';
COMMENT ON COLUMN reporting.accounts.updated_at IS 'When the account last changed.';
COMMENT ON COLUMN reporting.accounts.closed_at IS 'When the account was closed, or NULL.';
COMMENT ON COLUMN reporting.accounts.allows_credits IS 'Whether money may come in: an active account''s, or a suspended one''s by choice.';
COMMENT ON COLUMN reporting.accounts.category IS 'Path of the category the account is sorted into; leads to reporting.categories; NULL for none.';
COMMENT ON COLUMN reporting.accounts.merged_into_account_id IS 'The account that took over this one''s balance and codes; leads to reporting.accounts; NULL while there is none.';
