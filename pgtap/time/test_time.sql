-- Effective dates beside booking dates, and closed periods.
BEGIN;
SELECT plan(42);
SELECT ledger_test.given_account('alice', 'USD', p_min_balance => -1000);
SELECT ledger_test.given_account('bob', 'USD', p_min_balance => -1000);
SELECT ledger.post_transfer(
    ledger_test.id('alice'), ledger_test.id('bob'), p.amount,
    p_effective_at => p.effective_at, p_description => p.name
)
FROM (VALUES
    (1, 10, '2024-06-30 12:00Z'::timestamptz, 'in June'),
    (2, 20, '2024-07-02 00:00Z', 'in July'),
    (3, 40, '2024-06-30 11:00Z', 'June again, late'),
    (4, 80, NULL, 'now'),
    (5, 160, '2999-01-01 00:00Z', 'in times to come')
) AS p (n, amount, effective_at, name)
ORDER BY p.n;

-- The balance at a moment of the world.
SELECT is(
    (ledger.get_balance(ledger_test.id('bob'), p_effective_at => b.at)).balance, b.balance,
    format('as of %s', b.at)
)
FROM (VALUES
    ('-infinity'::timestamptz, 0.00), ('2024-06-30 10:59:59Z', 0), ('2024-06-30 11:00Z', 40),
    ('2024-06-30 11:59:59.999999Z', 40), ('2024-06-30 12:00Z', 50), ('2024-07-01 23:59Z', 50),
    ('2024-07-02Z', 70), ('2024-07-02 00:00:00.000001Z', 70), (now(), 70),
    ('2998-12-31Z', 150), ('2999-01-01Z', 310), ('infinity', 310)
) AS b (at, balance);
SELECT is(
    (ledger.get_balance(ledger_test.id('alice'), p_effective_at => '2024-07-02Z')).balance,
    -70.00, 'and the other side'
);
SELECT is((ledger.get_balance(ledger_test.id('bob'))).balance, 310.00, 'all of it is booked');

-- Both axes: what the books said after so many bookings.
SELECT is(
    (ledger.get_balance(e.account_id, e.created_at, '2024-06-30 23:59Z')).balance, b.june,
    format('about 30 June, after booking %s', b.version)
)
FROM (VALUES (1, 10.00), (2, 10.00), (3, 50.00), (5, 50.00)) AS b (version, june)
JOIN ledger.list_entries(ledger_test.id('bob')) AS e ON e.account_version = b.version;
SELECT is(
    (SELECT (b.balance, b.version, b.held, b.effective_at)::text
    FROM ledger.get_balance(ledger_test.id('bob'), '2001-01-01', '2024-07-01') AS b),
    (0.00, 0, NULL, '2024-07-01'::timestamptz)::text, 'before anything was booked'
);
SELECT is(
    (SELECT (b.balance, b.effective_at)::text FROM ledger.get_balance(
        ledger_test.id('bob'), 'infinity'
    ) AS b), '(310.00,)', 'as known at the end of time'
);

-- Closing the books.
SELECT ledger_test.refused('SELECT ledger.' || f.call, f.code, f.detail, f.call)
FROM (VALUES
    ('close_period((now() AT TIME ZONE ''UTC'')::date)', 'LG251', '{}'::jsonb),
    ('close_period(''2999-01-01'')', 'LG251', '{"through_on": "2999-01-01"}'),
    ('close_period(NULL)', 'LG108', '{"missing": ["through_on"]}'),
    ('close_period(''infinity'')', 'LG109', '{"field": "through_on"}'),
    ('close_period(''2024-01-01'', repeat(''r'', 1001))', 'LG109', '{"field": "reason"}'),
    ('close_period(''2024-01-01'', E''a\nb'')', 'LG109', '{"field": "reason"}'),
    ('reopen_period(''2024-06-01'', ''why'')', 'LG252', '{"closed_through_on": null}'),
    ('list_periods(p_limit => 0)', 'LG109', '{"field": "limit"}')
) AS f (call, code, detail);
SELECT is(
    (SELECT (p.act_number, p.action, p.closed_through_on, p.reason, p.user_role)::text
    FROM ledger.close_period('2024-06-30', 'June is done') AS p),
    '(1,CLOSE,2024-06-30,"June is done",database)', 'close_period'
);
SELECT is(
    (ledger.close_period('2024-05-31', 'again')).act_number, 1::bigint,
    'what is closed already is closed again without another act'
);
SELECT ledger_test.refused(
    $$SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 1,
        p_effective_at => '2024-06-30 23:59:59.999999Z')$$,
    'LG250', '{"closed_through_on": "2024-06-30"}', 'nothing may be dated into a closed period'
);
SELECT lives_ok(
    $$SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 1,
        p_effective_at => '2024-07-01Z')$$, 'the day after is open'
);
SELECT lives_ok(
    $$SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 1)$$,
    'and so is now'
);
CREATE TEMPORARY TABLE batch ON COMMIT DROP AS
SELECT r.* FROM ledger.post_transfers(ARRAY[
    ROW(ledger_test.id('alice'), ledger_test.id('bob'), 1, 'USD', 'late', NULL, NULL,
        '2024-06-01Z', NULL, NULL)::ledger.transfer_request,
    ROW(ledger_test.id('alice'), ledger_test.id('bob'), 1, 'USD', 'fine', NULL, NULL,
        '2024-07-01Z', NULL, NULL)::ledger.transfer_request
]) AS r;
SELECT results_eq(
    'SELECT b.status, b.failure_code FROM batch AS b ORDER BY b.item_number',
    $$VALUES ('FAILED', 'LG250'), ('COMPLETED', NULL)$$, 'a batch is told item by item'
);

-- Opening them again.
SELECT ledger_test.refused('SELECT ledger.' || f.call, f.code, f.detail, f.call)
FROM (VALUES
    ('reopen_period(''2024-07-01'', ''why'')', 'LG252',
        '{"closed_through_on": "2024-06-30"}'::jsonb),
    ('reopen_period(''2024-06-15'', NULL)', 'LG108', '{"missing": ["reason"]}'),
    ('reopen_period(''2024-06-15'', '''')', 'LG108', '{"missing": ["reason"]}')
) AS f (call, code, detail);
SELECT is(
    (SELECT (p.act_number, p.action, p.closed_through_on, p.reason)::text
    FROM ledger.reopen_period('2024-06-15', 'a bill was found') AS p),
    '(2,REOPEN,2024-06-14,"a bill was found")', 'reopen_period'
);
SELECT lives_ok(
    $$SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 1,
        p_effective_at => '2024-06-15Z')$$, 'the days from there on are open'
);
SELECT results_eq(
    'SELECT p.act_number, p.action FROM ledger.list_periods() AS p',
    $$VALUES (2::bigint, 'REOPEN'), (1, 'CLOSE')$$, 'the acts, newest first'
);
SELECT results_eq(
    'SELECT p.act_number FROM ledger.list_periods(p_before_act => 2) AS p', 'VALUES (1::bigint)',
    'and the page after it'
);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
