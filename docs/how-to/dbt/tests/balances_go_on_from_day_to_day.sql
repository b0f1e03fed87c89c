-- What an account holds is what it held the day before, with what moved; no day is missing.
SELECT d.account_id, d.balance_on
FROM (
    SELECT
        b.account_id,
        b.balance_on,
        b.balance - b.money_in + b.money_out AS opening,
        lag(b.balance) OVER account AS closing_before,
        b.balance_on - lag(b.balance_on) OVER account AS days
    FROM {{ ref('daily_balances') }} AS b
    WINDOW account AS (PARTITION BY b.account_id ORDER BY b.balance_on)
) AS d
WHERE d.opening <> d.closing_before OR d.days <> 1
