-- What limits let through, refuse and count: amounts, numbers, periods, directions, users.
BEGIN;
SELECT plan(32);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
SELECT ledger_test.given_user('ann');
SELECT ledger_test.given_account('ann:card', 'USD', 500, p_user_id => (ledger.find_user('ann')).user_id);
SELECT ledger_test.given_account('ann:cash', 'USD', 500, p_user_id => (ledger.find_user('ann')).user_id);

-- A day's amount, with what was used before it was set.
SELECT is(
    (SELECT (l.maximum, l.used, l.remaining, l.resets_at)::text
    FROM ledger.set_limit(50, 'day', ledger_test.id('alice')) AS l),
    (50.00, 3.00, 47.00, date_trunc('day', now(), 'UTC') + interval '1 day')::text,
    'set_limit counts what was used of the day'
);
SELECT lives_ok(
    $$SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 40)$$,
    'within the limit'
);
SELECT ledger_test.transfer_refused('ledger_test.id(''alice''), ledger_test.id(''bob''), 7.01',
    'LG240', jsonb_build_object(
        'account_id', ledger_test.id('alice'), 'limit', '50.00', 'used', '43.00',
        'requested', '7.01', 'remaining', '7.00', 'direction', 'out', 'measure', 'amount',
        'period', 'day', 'currency', 'USD',
        'resets_at', date_trunc('day', now(), 'UTC') + interval '1 day'
    ), 'a cent beyond');
SELECT ledger_test.transfer_refused('ledger_test.id(''alice''), ledger_test.id(''bob''), 50.01',
    'LG240', '{"resets_at": null}', 'more than ever fits');
SELECT results_eq(
    $$SELECT * FROM ledger_test.outcome(ARRAY[
        ledger_test.item('alice', 'bob', 5), ledger_test.item('alice', 'bob', 3, 'refused'),
        ledger_test.item('bob', 'alice', 1), ledger_test.item('alice', 'bob', 2),
        ledger_test.item('alice', 'bob', 0.01), ledger_test.item('alice', 'bob', 3, 'refused')])$$,
    $$VALUES ('1 COMPLETED 52.00 98.00'), ('2 LG240'), ('3 COMPLETED 97.00 53.00'),
        ('4 COMPLETED 51.00 99.00'), ('5 LG240'), ('6 LG240')$$,
    'items of a batch see earlier items; the refused one uses nothing and is recorded'
);
SELECT is((SELECT l.used FROM ledger.list_limits(ledger_test.id('alice')) AS l), 50.00, 'all used');
SELECT is(
    (SELECT (l.maximum, l.used)::text
    FROM ledger.set_limit(60, 'day', ledger_test.id('alice')) AS l),
    '(60.00,50.00)', 'set again: a new maximum, the same use'
);
SELECT results_eq(
    $$SELECT * FROM ledger_test.outcome(ARRAY[ledger_test.item('alice', 'bob', 4),
        ledger_test.item('alice', 'bob', 7)], true)$$,
    $$VALUES ('1 LG304 unrecorded'), ('2 LG240 unrecorded')$$, 'all or nothing'
);
SELECT is((SELECT l.used FROM ledger.list_limits(ledger_test.id('alice')) AS l), 50.00,
    'what was undone uses nothing');

-- The other measures, directions and kinds.
SELECT lives_ok($$
    SELECT ledger.set_limit(20, 'transaction', ledger_test.id('bob'));
    SELECT ledger.set_limit(2, 'month', ledger_test.id('bob'), p_measure => 'count',
        p_transaction_type => 'payout');
    SELECT ledger.set_limit(30, 'week', ledger_test.id('bob'), p_direction => 'in')
$$, 'three limits of other kinds');
SELECT ledger_test.transfer_refused('ledger_test.id(''bob''), ledger_test.id(''frank''), 20.01',
    'LG241', '{"limit": "20.00", "requested": "20.01", "period": "transaction", "resets_at": null}',
    'too much at once');
SELECT lives_ok($$SELECT ledger.post_transfer(ledger_test.id('bob'), ledger_test.id('frank'), 1,
    p_transaction_type => 'payout') FROM generate_series(1, 2)$$, 'two payouts');
SELECT ledger_test.transfer_refused(
    'ledger_test.id(''bob''), ledger_test.id(''frank''), 1, p_transaction_type => ''payout''',
    'LG240', '{"limit": "2", "used": "2", "requested": "1", "measure": "count", "currency": null}',
    'not a third');
SELECT lives_ok($$SELECT ledger.post_transfer(ledger_test.id('bob'), ledger_test.id('frank'), 1)$$,
    'another type is not asked about');
SELECT ledger_test.transfer_refused('ledger_test.id(''alice''), ledger_test.id(''bob''), 1',
    'LG240', '{"direction": "in", "period": "week", "limit": "30.00"}', 'bob was paid enough');

-- A user's limit is on all accounts, later ones too, and counts them together.
SELECT is(
    (SELECT (l.account_id, l.used, l.remaining)::text FROM ledger.set_limit(100, 'window',
        p_user_id => (ledger.find_user('ann')).user_id, p_currency => 'USD', p_window => '1 hour') AS l),
    '(,0.00,100.00)', 'a sliding hour'
);
SELECT lives_ok(
    $$SELECT ledger.post_transfer(ledger_test.id('ann:card'), ledger_test.id('frank'), 60)$$,
    'one account pays 60'
);
SELECT ledger_test.transfer_refused('ledger_test.id(''ann:cash''), ledger_test.id(''frank''), 41',
    'LG240', '{"used": "60.00", "remaining": "40.00", "period": "window"}', 'the other has 40');
SELECT ok(
    (r.detail ->> 'resets_at')::timestamptz BETWEEN now() + interval '1 hour'
        AND now() + interval '1 hour 2 minutes', 'a minute of granularity'
)
FROM (SELECT (ledger.post_transfers(ARRAY[
    ledger_test.item('ann:cash', 'frank', 41)])).failure_detail) AS r (detail);
SELECT ledger_test.given_account('ann:later', 'USD', 500, p_user_id => (ledger.find_user('ann')).user_id);
SELECT ledger_test.transfer_refused('ledger_test.id(''ann:later''), ledger_test.id(''frank''), 41',
    'LG240', '{"used": "60.00"}', 'an account opened later comes under it');
SELECT is(
    (SELECT array_agg(l.action ORDER BY l.account_position)
    FROM ledger.list_audit_logs(ledger_test.id('ann:later')) AS l),
    ARRAY['OPEN', 'LIMIT', 'CREDIT'], 'which is on file'
);
SELECT is((SELECT count(*) FROM ledger.list_limits(ledger_test.id('ann:later'))), 1::bigint,
    'the account lists it');
SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('ann:card', 'DEBIT', 30), ledger_test.leg('ann:card', 'DEBIT', 11),
        ledger_test.leg('frank', 'CREDIT', 41)
    ]),
    'LG240', 'legs of one transaction are one use'
);
SELECT is(
    ledger_test.moved(ARRAY[
        ledger_test.leg('ann:card', 'DEBIT', 3), ledger_test.leg('ann:cash', 'DEBIT', 7),
        ledger_test.leg('frank', 'CREDIT', 10)
    ]),
    '-3.00 ann:card, -7.00 ann:cash, +10.00 frank', 'of both accounts'
);

SELECT results_eq(
    $$SELECT l.period, l.remaining FROM ledger.check_limits(ledger_test.id('ann:later'), 30.01) AS l$$,
    $$VALUES ('window' COLLATE "C", 30.00)$$, 'check_limits tells which would refuse'
);
SELECT is_empty(
    $$SELECT FROM ledger.check_limits(ledger_test.id('ann:later'), 30)$$, 'none when all agree'
);
SELECT lives_ok(
    $$SELECT ledger.reverse_transaction(t.transaction_id) FROM ledger_audit.transaction AS t
    WHERE t.leg_account_ids IS NOT NULL AND t.status = 'COMPLETED'$$,
    'a transaction of legs is reversed, which counts for nothing'
);

-- Taking a limit away.
SELECT is((ledger.remove_limit(l.limit_id)).used, 70.00, 'remove_limit')
FROM ledger.list_limits(p_user_id => (ledger.find_user('ann')).user_id) AS l;
SELECT lives_ok(
    $$SELECT ledger.post_transfer(ledger_test.id('ann:cash'), ledger_test.id('frank'), 41)$$,
    'what it forbade is allowed'
);
SELECT is(
    (SELECT bool_or(a.has_rules) FROM ledger_private.account AS a
    WHERE a.user_id = (ledger.find_user('ann')).user_id), false, 'and posting need not look'
);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
