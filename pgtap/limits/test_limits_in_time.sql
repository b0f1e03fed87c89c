-- Where days, weeks, months and windows begin and end, and what counts at a moment.
BEGIN;
SELECT plan(34);

SELECT is(
    ledger_private.limit_bucket(b.period, b.seconds, b.zone, b.at::timestamptz),
    b.start::timestamptz, concat_ws(' ', b.period, b.seconds, b.zone, b.at)
)
FROM (VALUES
    ('day', NULL, 'UTC', '2026-03-29 23:59:59.999999+00', '2026-03-29 00:00+00'),
    ('day', NULL, 'UTC', '2026-03-30 00:00:00+00', '2026-03-30 00:00+00'),
    ('day', NULL, 'Europe/Berlin', '2026-03-29 22:30+00', '2026-03-29 22:00+00'),
    ('day', NULL, 'Europe/Berlin', '2026-03-29 21:59+00', '2026-03-28 23:00+00'),
    ('day', NULL, 'Asia/Kolkata', '2026-03-29 18:29+00', '2026-03-28 18:30+00'),
    ('week', NULL, 'UTC', '2026-03-29 12:00+00', '2026-03-23 00:00+00'),
    ('week', NULL, 'UTC', '2026-03-30 00:00+00', '2026-03-30 00:00+00'),
    ('month', NULL, 'America/New_York', '2026-03-01 04:59+00', '2026-02-01 05:00+00'),
    ('month', NULL, 'America/New_York', '2026-03-01 05:00+00', '2026-03-01 05:00+00'),
    ('window', 60, 'UTC', '2026-03-29 12:34:59.5+00', '2026-03-29 12:34:00+00'),
    ('window', 1, 'UTC', '2026-03-29 12:34:59.5+00', '2026-03-29 12:34:59+00'),
    ('window', 1440, 'UTC', '2026-03-29 00:24+00', '2026-03-29 00:24+00')
) AS b (period, seconds, zone, at, start);

CREATE FUNCTION pg_temp.given_limit(p_period text, p_zone text, p_window integer)
RETURNS ledger_private.posting_limit[]
LANGUAGE sql
RETURN ARRAY[ROW(
    gen_random_uuid(), NULL, 1, 'out', 'amount', p_period, 'USD', p_zone, NULL, 100, p_window,
    ceil(p_window / 60.0)::integer, '2026-03-29 11:00+00',
    ARRAY['2026-03-29 10:00+00', '2026-03-29 10:59+00', '2026-03-29 11:00+00']::timestamptz[],
    ARRAY[1, 10, 60], NULL, NULL
)::ledger_private.posting_limit];

-- A window of an hour counts by minutes, and never less than the last hour held.
SELECT is(
    (ledger_private.roll_limits(pg_temp.given_limit('window', 'UTC', 3600), r.at::timestamptz))[1].used,
    r.used, 'window at ' || r.at
)
FROM (VALUES
    ('2026-03-29 11:00:00+00', 71.0), ('2026-03-29 11:00:59.999+00', 71),
    ('2026-03-29 11:01:00+00', 70), ('2026-03-29 11:59:59.999+00', 70),
    ('2026-03-29 12:00:00+00', 60), ('2026-03-29 12:00:59.999+00', 60),
    ('2026-03-29 12:01:00+00', 0)
) AS r (at, used);
SELECT is(
    ledger_private.limit_resets_at(
        (ledger_private.roll_limits(pg_temp.given_limit('window', 'UTC', 3600),
            '2026-03-29 11:00:30+00'))[1], 0, r.takes, '2026-03-29 11:00:30+00'
    ),
    r.at::timestamptz, 'room for ' || r.takes
)
FROM (VALUES
    (30, '2026-03-29 11:01:00+00'), (31, '2026-03-29 12:00:00+00'),
    (40, '2026-03-29 12:00:00+00'), (41, '2026-03-29 12:01:00+00')
) AS r (takes, at);
SELECT is(
    ledger_private.limit_resets_at(
        (pg_temp.given_limit(r.period, r.zone, NULL))[1], 0, 1, r.now::timestamptz
    ),
    r.at::timestamptz, r.period || ' in ' || r.zone
)
FROM (VALUES
    ('day', 'UTC', '2026-03-29 11:00+00', '2026-03-30 00:00+00'),
    ('day', 'Europe/Berlin', '2026-03-28 23:30+00', '2026-03-29 22:00+00'),
    ('week', 'UTC', '2026-03-29 11:00+00', '2026-03-30 00:00+00'),
    ('month', 'Asia/Tokyo', '2026-01-31 15:00+00', '2026-02-28 15:00+00'),
    ('transaction', 'UTC', '2026-01-31 15:00+00', NULL)
) AS r (period, zone, now, at);

-- Against the sum over every single use: never less, and at most one bucket more.
SELECT setseed(0.42);
CREATE TEMPORARY TABLE use_of_limit AS
SELECT '2026-03-29 10:00+00'::timestamptz + random() * interval '3 hours' AS used_at,
    ceil(random() * 1000)::numeric / 100 AS amount
FROM generate_series(1, 400);
SELECT is_empty($$
    SELECT p.seconds, p.now, r.used, x.exact, x.at_most
    FROM (
        SELECT w.seconds, ceil(w.seconds / 60.0)::integer AS bucket,
            '2026-03-29 10:00+00'::timestamptz + random() * interval '4 hours' AS now
        FROM unnest(ARRAY[1, 7, 59, 60, 61, 90, 600, 3600, 5400]) AS w (seconds),
            generate_series(1, 60)
    ) AS p
    CROSS JOIN LATERAL (
        SELECT
            array_agg(b.start ORDER BY b.start) AS starts,
            array_agg(b.used ORDER BY b.start) AS uses
        FROM (
            SELECT ledger_private.limit_bucket('window', p.bucket, 'UTC', u.used_at) AS start,
                sum(u.amount) AS used
            FROM use_of_limit AS u WHERE u.used_at <= p.now GROUP BY 1
        ) AS b
    ) AS b
    CROSS JOIN LATERAL (
        SELECT (ledger_private.roll_limits(ARRAY[ROW(gen_random_uuid(), NULL, 1, 'out', 'amount',
            'window', 'USD', 'UTC', NULL, 100, p.seconds, p.bucket, p.now, b.starts, b.uses, NULL,
            NULL)::ledger_private.posting_limit], p.now))[1].used
    ) AS r (used)
    CROSS JOIN LATERAL (
        SELECT
            coalesce(sum(u.amount) FILTER (
                WHERE u.used_at > p.now - make_interval(secs => p.seconds)), 0) AS exact,
            coalesce(sum(u.amount) FILTER (
                WHERE u.used_at >= p.now - make_interval(secs => p.seconds + p.bucket)
            ), 0) AS at_most
        FROM use_of_limit AS u WHERE u.used_at <= p.now
    ) AS x
    WHERE NOT r.used BETWEEN x.exact AND x.at_most$$,
    'a window never forgets what it held, and is at most one bucket too long'
);

-- A day that has begun again counts nothing of the day before, in its own zone.
SELECT is(
    (SELECT array_agg((ledger_private.roll_limits(ARRAY[ROW(
        gen_random_uuid(), NULL, 1, 'out', 'amount', 'day', 'USD', 'Europe/Berlin', NULL, 100,
        NULL, NULL, '2026-03-29 11:00+00', ARRAY['2026-03-28 23:00+00']::timestamptz[],
        ARRAY[42], NULL, NULL)::ledger_private.posting_limit], t.at::timestamptz))[1].used
        ORDER BY t.at)
    FROM unnest(ARRAY['2026-03-29 21:59:59+00', '2026-03-29 22:00+00']) AS t (at)),
    ARRAY[42.0, 0], 'a day of 23 hours ends where Berlin says'
);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
SELECT is(
    (SELECT (l.used, l.remaining, l.resets_at)::text
    FROM ledger.set_limit(5, 'window', ledger_test.id('alice'), p_window => '90 seconds') AS l),
    (SELECT (3.00, 2.00, date_bin('2 seconds', max(e.created_at), '2000-01-01 00:00+00')
        + interval '92 seconds')::text
    FROM ledger_audit.transaction_entry AS e
    WHERE e.account_id = ledger_test.id('alice') AND e.entry_type = 'DEBIT'),
    'the window that a new limit begins with is counted from history'
);
SELECT ledger_test.transfer_refused('ledger_test.id(''alice''), ledger_test.id(''bob''), 2.01',
    'LG240', '{"period": "window", "used": "3.00"}', 'and holds');
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
