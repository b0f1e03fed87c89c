-- For reports: the trial balance, each class on its normal side.
CREATE OR REPLACE VIEW reporting.trial_balance AS
SELECT
    a.currency,
    a.account_class,
    count(*) AS accounts,
    coalesce(sum(-a.balance) FILTER (WHERE a.balance < 0), 0) AS debit_balances,
    coalesce(sum(a.balance) FILTER (WHERE a.balance > 0), 0) AS credit_balances,
    CASE
        WHEN a.account_class IN ('asset', 'expense') THEN -sum(a.balance)
        ELSE sum(a.balance)
    END AS normal_balance
FROM ledger.accounts AS a
GROUP BY a.currency, a.account_class;

COMMENT ON VIEW reporting.trial_balance IS
'Per currency and class: debit and credit balances, whose totals per currency are equal, and the balance on the class''s normal side (assets and expenses: debit).';

COMMENT ON COLUMN reporting.trial_balance.currency IS 'Asset code; leads to reporting.currencies; with account_class the key of the view.';
COMMENT ON COLUMN reporting.trial_balance.account_class IS 'Class of the accounts: asset, liability, equity, income or expense.';
COMMENT ON COLUMN reporting.trial_balance.accounts IS 'How many accounts of the class and currency there are.';
COMMENT ON COLUMN reporting.trial_balance.debit_balances IS 'Sum of the balances below zero, as a positive amount.';
COMMENT ON COLUMN reporting.trial_balance.credit_balances IS 'Sum of the balances above zero.';
COMMENT ON COLUMN reporting.trial_balance.normal_balance IS 'Balance on the normal side of the class.';
