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
