-- For reports: balances rolled up through the tree of categories.
CREATE OR REPLACE VIEW reporting.category_balances AS
SELECT b.path, b.parent, b.depth, b.currency, b.accounts, b.own_balance, b.balance
FROM ledger.category_balances AS b;

COMMENT ON VIEW reporting.category_balances IS
'Per category and currency: own_balance of the accounts right in it; accounts and balance with all levels below. Accounts without a category are left out.';
