-- Double entry: what a posting's debits take of a currency, its credits give.
SELECT e.transaction_id, e.currency
FROM {{ source('reporting', 'entries') }} AS e
GROUP BY e.transaction_id, e.currency
HAVING sum(e.signed_amount) <> 0
