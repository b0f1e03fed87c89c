-- Holds use limits when they are placed, captures do not again, releases give back; freezes.
BEGIN;
SELECT plan(34);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
CREATE FUNCTION pg_temp.used(p_measure text DEFAULT 'amount')
RETURNS numeric
LANGUAGE sql
RETURN (SELECT l.used FROM ledger.list_limits(ledger_test.id('alice')) AS l
    WHERE l.measure = p_measure AND l.period = 'day');
CREATE FUNCTION pg_temp.hold()
RETURNS uuid
LANGUAGE sql
RETURN (SELECT h.hold_id FROM ledger.list_holds(ledger_test.id('alice')) AS h
    ORDER BY h.hold_id DESC LIMIT 1);
SELECT lives_ok($$
    SELECT ledger.set_limit(50, 'day', ledger_test.id('alice'));
    SELECT ledger.set_limit(5, 'day', ledger_test.id('alice'), p_measure => 'count');
    SELECT ledger.set_limit(30, 'transaction', ledger_test.id('alice'))$$, 'three limits');
SELECT is(pg_temp.used(), 3.00, 'used before');
SELECT lives_ok($$SELECT ledger.hold_funds(ledger_test.id('alice'), 20, ledger_test.id('bob'),
    p_tolerance_amount => 10)$$, 'a hold');
SELECT is((pg_temp.used(), pg_temp.used('count')), (23.00, 3::numeric), 'uses its amount, once');
SELECT ledger_test.refused($$SELECT ledger.hold_funds(ledger_test.id('alice'), 27.01)$$, 'LG240',
    '{"used": "23.00", "requested": "27.01", "remaining": "27.00"}', 'a hold too many');
SELECT ledger_test.refused($$SELECT ledger.hold_funds(ledger_test.id('alice'), 30.01)$$, 'LG240',
    '{}', 'or too large');
SELECT ledger_test.transfer_refused('ledger_test.id(''alice''), ledger_test.id(''bob''), 27.01',
    'LG240', '{}', 'nor may the money go out at once');
SELECT lives_ok($$SELECT ledger.capture_hold(pg_temp.hold(), 5)$$, 'a capture');
SELECT is((pg_temp.used(), pg_temp.used('count')), (23.00, 3::numeric), 'uses nothing more');
SELECT lives_ok($$SELECT ledger.increment_hold(pg_temp.hold(), 7)$$, 'the hold is raised');
SELECT is(pg_temp.used(), 30.00, 'by what it is raised');
SELECT ledger_test.refused($$SELECT ledger.increment_hold(pg_temp.hold(), 4)$$, 'LG241',
    '{"requested": "31.00", "limit": "30.00"}', 'beyond what one transaction may be');
SELECT lives_ok($$SELECT ledger.release_hold(pg_temp.hold(), 2)$$, 'a part is released');
SELECT is((pg_temp.used(), pg_temp.used('count')), (28.00, 3::numeric), 'and given back');
SELECT lives_ok($$SELECT ledger.capture_hold(pg_temp.hold(), 24)$$, '4 more than remains');
SELECT is(pg_temp.used(), 32.00, 'the excess is used');
SELECT ledger_test.books_are_right();
SELECT lives_ok($$
    SELECT ledger.hold_funds(ledger_test.id('alice'), 9);
    SELECT ledger.capture_hold(pg_temp.hold(), 4, true, ledger_test.id('bob'))$$,
    'a final capture'
);
SELECT is((pg_temp.used(), pg_temp.used('count')), (36.00, 4::numeric), 'gives the rest back');
SELECT lives_ok($$
    SELECT ledger.hold_funds(ledger_test.id('alice'), 14);
    SELECT ledger.release_hold(pg_temp.hold())$$, 'a hold that comes to nothing');
SELECT is((pg_temp.used(), pg_temp.used('count')), (36.00, 4::numeric), 'was no use at all');
SELECT lives_ok($$
    SELECT ledger.hold_funds(ledger_test.id('alice'), 14,
        p_expires_at => clock_timestamp() + interval '20 milliseconds');
    SELECT pg_sleep(0.03);
    SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 14)$$,
    'an expired hold gives back before the next posting is decided'
);
SELECT is((pg_temp.used(), pg_temp.used('count')), (50.00, 5::numeric), 'to the cent');

-- Reversals neither use nor give back.
SELECT lives_ok($$SELECT ledger.reverse_transaction(t.transaction_id)
    FROM ledger_audit.transaction AS t
    WHERE t.from_account_id = ledger_test.id('alice') AND t.amount = 14$$, 'a reversal');
SELECT is(pg_temp.used(), 50.00, 'gives nothing back');

-- A freeze uses no limit, and nothing but unfreeze_amount moves it.
SELECT is((ledger.freeze_amount(ledger_test.id('alice'), 40, 'order 12')).is_freeze, true, 'frozen');
SELECT is(pg_temp.used(), 50.00, 'it uses no limit');
SELECT ledger_test.refused(format(f.call, pg_temp.hold()), f.code, '{}', f.call)
FROM (VALUES
    ('SELECT ledger.capture_hold(%L, 1, false, ledger_test.id(''bob''))', 'LG246'),
    ('SELECT ledger.extend_hold(%L, now() + interval ''1 day'')', 'LG246'),
    ('SELECT ledger.unfreeze_amount(%L, 41)', 'LG223'),
    ('SELECT ledger.close_account(ledger_test.id(''alice''), ledger_test.id(''bob''), %L)', 'LG207')
) AS f (call, code);
SELECT is((ledger.unfreeze_amount(pg_temp.hold())).status, 'RELEASED', 'lifted');
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
