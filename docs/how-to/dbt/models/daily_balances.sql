-- What every account held at the end of each day, moved or not: a sum over a day leaves none out.
SELECT
    b.balance_on,
    b.account_id,
    b.account_code,
    a.account_class,
    a.category,
    a.user_id,
    b.currency,
    b.money_in,
    b.money_out,
    b.balance
FROM reporting.list_daily_balances(
    ({{ var('zerosum_from_on') }})::date,
    ({{ var('zerosum_through_on') }})::date,
    NULL,
    '{{ var("zerosum_axis") }}'
) AS b
JOIN {{ source('reporting', 'accounts') }} AS a ON a.account_id = b.account_id
