-- Holds: placed, incremented, extended, captured in parts, released; and what they keep.
BEGIN;
SELECT plan(30);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

CREATE FUNCTION pg_temp.hold(
    p_name text, p_account text, p_amount numeric, p_to text DEFAULT 'bob',
    p_tolerance numeric DEFAULT NULL, p_percent numeric DEFAULT NULL
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_hold ledger.holds := ledger.hold_funds(
        ledger_test.id(p_account), p_amount, ledger_test.id(p_to),
        p_tolerance_amount => p_tolerance, p_tolerance_percent => p_percent,
        p_description => p_name, p_idempotency_key => p_name
    );
BEGIN
    RETURN concat_ws(' ', v_hold.amount, v_hold.remaining, v_hold.tolerance, v_hold.status);
END $$;
CREATE FUNCTION pg_temp.id(p_name text) RETURNS uuid LANGUAGE sql RETURN (
    SELECT h.hold_id FROM ledger.holds AS h WHERE h.description = p_name
);
CREATE FUNCTION pg_temp.state(p_name text) RETURNS text LANGUAGE sql RETURN (
    SELECT concat_ws(' ', h.status, h.amount, h.captured, h.released, h.remaining)
    FROM ledger.holds AS h WHERE h.description = p_name
);
CREATE FUNCTION pg_temp.account(p_code text) RETURNS text LANGUAGE sql RETURN (
    SELECT concat_ws(' ', a.balance, a.held, a.available)
    FROM ledger.get_account(ledger_test.id(p_code)) AS a
);

SELECT is(pg_temp.hold('room', 'alice', 60), '60.00 60.00 0.00 OPEN', 'a hold is open');
SELECT is(pg_temp.account('alice'), '97.00 60.00 37.00', 'and counts against what is available');
SELECT is(pg_temp.hold('room', 'alice', 60), '60.00 60.00 0.00 OPEN', 'the same again');
SELECT is(pg_temp.account('alice'), '97.00 60.00 37.00', 'under the same key is the same hold');
SELECT ledger_test.transfer_refused(
    'ledger_test.id(''alice''), ledger_test.id(''bob''), 37.01', 'LG201',
    '{"available": "37.00"}', 'a transfer cannot have held money'
);
SELECT is(
    (SELECT b.available FROM ledger.balances AS b WHERE b.account_id = ledger_test.id('alice')),
    37.00, 'ledger.balances agrees'
);
SELECT lives_ok($$SELECT ledger.increment_hold(pg_temp.id('room'), 10)$$, 'increment_hold');
SELECT is(pg_temp.state('room'), 'OPEN 70.00 0.00 0.00 70.00', 'holds more');
SELECT is(
    (SELECT concat_ws(' ', t.amount, t.transaction_type, t.status, t.hold_id = pg_temp.id('room'))
    FROM ledger.capture_hold(pg_temp.id('room'), 20, p_idempotency_key => 'part') AS t),
    '20.00 capture COMPLETED t', 'a part is captured'
);
SELECT is(
    (SELECT t.amount FROM ledger.capture_hold(
        pg_temp.id('room'), 20, p_idempotency_key => 'part') AS t),
    20.00, 'once under one key'
);
SELECT is(pg_temp.state('room'), 'OPEN 70.00 20.00 0.00 50.00', 'the rest is held on');
SELECT is(pg_temp.account('alice'), '77.00 50.00 27.00', 'the payer has paid the part');
SELECT lives_ok($$SELECT ledger.release_hold(pg_temp.id('room'), 5)$$, 'a part is released');
SELECT lives_ok($$SELECT ledger.capture_hold(pg_temp.id('room'), 15, true)$$, 'a final capture');
SELECT is(pg_temp.state('room'), 'CAPTURED 70.00 35.00 35.00 0.00', 'releases the rest');
SELECT is(pg_temp.account('alice'), '62.00 0.00 62.00', 'nothing is held any more');
SELECT results_eq(
    $$SELECT concat_ws(' ', e.event_number, e.event_type, e.amount, e.amount_after,
        e.captured_after, e.released_after, e.status_after)
    FROM ledger.list_hold_events(pg_temp.id('room')) AS e$$,
    ARRAY[
        '1 PLACE 60.00 60.00 0.00 0.00 OPEN', '2 INCREMENT 10.00 70.00 0.00 0.00 OPEN',
        '3 CAPTURE 20.00 70.00 20.00 0.00 OPEN', '4 RELEASE 5.00 70.00 20.00 5.00 OPEN',
        '5 CAPTURE 15.00 70.00 35.00 35.00 CAPTURED'
    ], 'and its history tells each step'
);

-- More than was held.
SELECT is(pg_temp.hold('meal', 'alice', 50, 'bob', 5), '50.00 50.00 5.00 OPEN', 'as an amount');
SELECT lives_ok($$SELECT ledger.capture_hold(pg_temp.id('meal'), 54.99)$$, 'a tip fits');
SELECT is(pg_temp.state('meal'), 'CAPTURED 50.00 54.99 0.00 0.00', 'within the tolerance');
SELECT is(
    pg_temp.hold('taxi', 'bob', 9.99, 'alice', NULL, 15), '9.99 9.99 1.49 OPEN',
    'a tolerance in percent is rounded down'
);
SELECT lives_ok($$SELECT ledger.increment_hold(pg_temp.id('taxi'), 0.01)$$, 'raise it');
SELECT is(
    (SELECT h.tolerance FROM ledger.get_hold(pg_temp.id('taxi')) AS h), 1.50,
    'and the percentage grows with it'
);
SELECT lives_ok($$SELECT ledger.release_hold(pg_temp.id('taxi'))$$, 'release all');
SELECT is(pg_temp.state('taxi'), 'RELEASED 10.00 0.00 10.00 0.00', 'ends it');

-- Who sees what.
SELECT is(
    (SELECT array_agg(h.description ORDER BY h.hold_id)
    FROM ledger.list_holds(ledger_test.id('alice'), 'CAPTURED') AS h),
    ARRAY['room', 'meal'], 'list_holds by account and status'
);
SELECT is(
    (SELECT h.description FROM ledger.list_holds(p_after => pg_temp.id('meal')) AS h), 'taxi',
    'page by page'
);
SELECT is(
    (SELECT count(*) FROM ledger.list_audit_logs(ledger_test.id('alice')) AS l
    WHERE l.action = 'HOLD'), 7::bigint, 'every step is audited'
);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
