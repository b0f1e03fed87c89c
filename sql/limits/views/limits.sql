-- Limits in force, with what is used of each now.
CREATE OR REPLACE VIEW ledger.limits AS
SELECT
    l.limit_id,
    l.account_id,
    l.user_id,
    l.direction::text AS direction,
    l.measure::text AS measure,
    l.currency,
    l.period::text AS period,
    l.window_seconds,
    l.time_zone,
    l.transaction_type::text AS transaction_type,
    round(l.maximum, d.decimals) AS maximum,
    round(b.used, d.decimals) AS used,
    round(greatest(l.maximum - b.used, 0), d.decimals) AS remaining,
    CASE l.period
        WHEN 'transaction' THEN NULL
        WHEN 'window' THEN b.oldest + make_interval(secs => l.bucket_seconds + l.window_seconds)
        ELSE (
            date_trunc(l.period, n.at AT TIME ZONE l.time_zone) + ('1 ' || l.period)::interval
        ) AT TIME ZONE l.time_zone
    END AS resets_at,
    l.created_at,
    l.updated_at
FROM ledger_private.usage_limit AS l
JOIN ledger_private.usage_counter AS c USING (limit_id)
CROSS JOIN LATERAL (
    VALUES (greatest(statement_timestamp(), c.updated_at))
) AS n (at)
CROSS JOIN LATERAL (
    -- As ledger_private.limit_cutoff, which views cannot call.
    SELECT coalesce(sum(u.used), 0) AS used, min(u.start) AS oldest
    FROM unnest(c.bucket_starts, c.bucket_uses) AS u (start, used)
    WHERE u.start >= CASE l.period
        WHEN 'window' THEN date_bin(
            make_interval(secs => l.bucket_seconds),
            n.at - make_interval(secs => l.window_seconds),
            '2000-01-01 00:00:00+00'
        )
        WHEN 'transaction' THEN 'infinity'
        ELSE date_trunc(l.period, n.at, l.time_zone)
    END
) AS b
LEFT JOIN ledger_private.currency AS k ON k.currency = l.currency
CROSS JOIN LATERAL (
    VALUES (CASE l.measure WHEN 'count' THEN 0 ELSE k.minor_units END)
) AS d (decimals)
WHERE l.removed_at IS NULL;

COMMENT ON VIEW ledger.limits IS
'Limits in force. account_id NULL: on all accounts of the user together. used and remaining are of now; resets_at is when the period ends, for a window when its oldest use leaves it.';
