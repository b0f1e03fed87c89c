-- What moved on each day, by currency and type. A posting of legs counts what its debits take.
{%- set moment = 'created_at' if var('zerosum_axis') == 'booked' else 'effective_at' %}
WITH debits AS (
    SELECT
        e.transaction_id,
        (e.{{ moment }} AT TIME ZONE 'UTC')::date AS moved_on,
        e.currency,
        e.transaction_type,
        e.amount,
        p.reverses_transaction_id IS NOT NULL AS is_reversal
    FROM {{ source('reporting', 'entries') }} AS e
    JOIN {{ source('reporting', 'postings') }} AS p ON p.transaction_id = e.transaction_id
    WHERE
        e.entry_type = 'DEBIT'
        AND e.{{ moment }} >= ({{ var('zerosum_from_on') }})::date::timestamp AT TIME ZONE 'UTC'
        AND e.{{ moment }}
        < (({{ var('zerosum_through_on') }})::date + 1)::timestamp AT TIME ZONE 'UTC'
)

SELECT
    d.moved_on,
    d.currency,
    d.transaction_type,
    count(DISTINCT d.transaction_id) AS postings,
    sum(d.amount) AS volume,
    coalesce(sum(d.amount) FILTER (WHERE d.is_reversal), 0) AS given_back,
    sum(CASE WHEN d.is_reversal THEN -d.amount ELSE d.amount END) AS net_volume
FROM debits AS d
GROUP BY d.moved_on, d.currency, d.transaction_type
