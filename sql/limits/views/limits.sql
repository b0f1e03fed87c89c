-- Limits in force, with what is used of each now.
CREATE OR REPLACE VIEW ledger.limits AS
SELECT
    l.limit_id,
    l.account_id,
    l.user_id,
    l.direction::text AS direction,
    l.measure::text AS measure,
    l.currency::text AS currency,
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

COMMENT ON COLUMN ledger.limits.limit_id IS 'The limit''s id, a UUIDv7 with the bucket of its owner.';
COMMENT ON COLUMN ledger.limits.account_id IS 'The account that is limited; NULL: all accounts of the user.';
COMMENT ON COLUMN ledger.limits.user_id IS 'The user who owns the account, or whose accounts are limited.';
COMMENT ON COLUMN ledger.limits.direction IS 'out: what the account pays; in: what it is paid.';
COMMENT ON COLUMN ledger.limits.measure IS 'What is counted: amount, or count (of postings).';
COMMENT ON COLUMN ledger.limits.currency IS 'Asset code of the amounts that are counted; NULL where postings of any currency are counted.';
COMMENT ON COLUMN ledger.limits.period IS 'How long uses add up: transaction, day, week, month or window.';
COMMENT ON COLUMN ledger.limits.window_seconds IS 'Length of a sliding window in seconds; NULL for other periods.';
COMMENT ON COLUMN ledger.limits.time_zone IS 'Name of the time zone in which days, weeks and months begin.';
COMMENT ON COLUMN ledger.limits.transaction_type IS 'The only type of transaction that is counted; NULL: all.';
COMMENT ON COLUMN ledger.limits.maximum IS 'The most that may be used: an amount, or a number of postings.';
COMMENT ON COLUMN ledger.limits.used IS 'What is used in the present period: an amount, or a number of postings.';
COMMENT ON COLUMN ledger.limits.remaining IS 'What may still be used in the present period: an amount, or a number of postings.';
COMMENT ON COLUMN ledger.limits.resets_at IS 'When the present period ends; for a window, when its oldest use leaves it.';
COMMENT ON COLUMN ledger.limits.created_at IS 'When the limit was first set.';
COMMENT ON COLUMN ledger.limits.updated_at IS 'When the limit was last set.';
