-- Each day's balances of a currency sum to zero, as does what moved.
SELECT b.balance_on, b.currency
FROM {{ ref('daily_balances') }} AS b
GROUP BY b.balance_on, b.currency
HAVING sum(b.balance) <> 0 OR sum(b.money_in) <> sum(b.money_out)
