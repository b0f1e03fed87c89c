-- The volume of a day is what accounts paid on it: nothing refused, nothing twice, nothing missed.
SELECT *
FROM (
    SELECT v.moved_on AS day, v.currency, sum(v.volume) AS volume
    FROM {{ ref('daily_volume') }} AS v
    GROUP BY v.moved_on, v.currency
) AS v
FULL JOIN (
    SELECT b.balance_on AS day, b.currency, sum(b.money_out) AS money_out
    FROM {{ ref('daily_balances') }} AS b
    GROUP BY b.balance_on, b.currency
) AS b USING (day, currency)
WHERE coalesce(v.volume, 0) <> coalesce(b.money_out, 0)
