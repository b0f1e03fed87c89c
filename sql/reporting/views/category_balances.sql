-- For reports: balances rolled up through the tree of categories.
CREATE OR REPLACE VIEW reporting.category_balances AS
SELECT b.path, b.parent, b.depth, b.currency, b.accounts, b.own_balance, b.balance
FROM ledger.category_balances AS b;

COMMENT ON VIEW reporting.category_balances IS
'Per category and currency: own_balance of the accounts right in it; accounts and balance with all levels below. Accounts without a category are left out.';

COMMENT ON COLUMN reporting.category_balances.path IS 'Names from the root to the category, a slash between; leads to reporting.categories; with currency the key of the view.';
COMMENT ON COLUMN reporting.category_balances.parent IS 'Path of the category above; leads to reporting.categories; NULL for a root.';
COMMENT ON COLUMN reporting.category_balances.depth IS 'Levels from the root: 1 for a root.';
COMMENT ON COLUMN reporting.category_balances.currency IS 'Asset code; leads to reporting.currencies.';
COMMENT ON COLUMN reporting.category_balances.accounts IS 'How many accounts are in the category or below it.';
COMMENT ON COLUMN reporting.category_balances.own_balance IS 'Sum of the balances of accounts right in the category, in units of the currency.';
COMMENT ON COLUMN reporting.category_balances.balance IS 'Sum of the balances of accounts in the category and below it, in units of the currency.';
