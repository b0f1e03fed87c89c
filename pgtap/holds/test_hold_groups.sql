-- Groups of holds settle together or not at all.
BEGIN;
SELECT plan(14);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
CREATE FUNCTION pg_temp.place(p_account text, p_amount numeric, p_to text, p_for interval)
RETURNS uuid LANGUAGE sql RETURN (ledger.hold_funds(
    ledger_test.id(p_account), p_amount, ledger_test.id(p_to),
    p_expires_at => clock_timestamp() + p_for,
    p_group_id => '00000000-0000-7000-8000-00000001f000'
)).hold_id;
CREATE FUNCTION pg_temp.states() RETURNS text LANGUAGE sql RETURN (
    SELECT string_agg(h.status || ' ' || h.remaining, ', ' ORDER BY h.hold_id)
    FROM ledger.list_holds(p_group_id => '00000000-0000-7000-8000-00000001f000') AS h
);
CREATE FUNCTION pg_temp.capture(p_key text DEFAULT NULL) RETURNS numeric[] LANGUAGE sql RETURN (
    SELECT array_agg(t.amount) FROM ledger.capture_group(
        '00000000-0000-7000-8000-00000001f000', 'trip', p_idempotency_key => p_key) AS t
);

SELECT ok(pg_temp.place('alice', 30, 'bob', NULL) IS NOT NULL, 'alice holds 30');
SELECT ok(pg_temp.place('bob', 20, 'greta', NULL) IS NOT NULL, 'bob holds 20');
SELECT ok(pg_temp.place('alice', 40, 'greta', NULL) IS NOT NULL, 'alice holds 40 more');
SELECT ledger_test.refused('SELECT pg_temp.capture(''all'')', 'LG202',
    '{"room": "30.00"}', 'one that the payee has no room for refuses all');
SELECT is(pg_temp.states(), 'OPEN 30.00, OPEN 20.00, OPEN 40.00', 'and leaves them as they were');
SELECT lives_ok($$SELECT ledger.set_account_bounds(ledger_test.id('greta'), NULL, 500)$$, 'room');
SELECT is(pg_temp.capture('all'), ARRAY[30.00, 20.00, 40.00], 'all are captured');
SELECT is(pg_temp.capture('all'), ARRAY[30.00, 20.00, 40.00], 'once under one key');
SELECT ledger_test.refused('SELECT pg_temp.capture()', 'LG220', '{}', 'and never again');

-- One that has expired.
SELECT ok(
    pg_temp.place('bob', 5, 'greta', '0.4 s') IS NOT NULL
    AND pg_temp.place('bob', 6, 'greta', NULL) IS NOT NULL, 'two more, one of them brief'
);
SELECT pg_sleep(0.5);
SELECT ledger_test.refused('SELECT pg_temp.capture()', 'LG221', '{}', 'an expired one');
SELECT is(
    (SELECT string_agg(h.status, ' ' ORDER BY h.hold_id)
    FROM ledger.release_group('00000000-0000-7000-8000-00000001f000') AS h),
    'CAPTURED CAPTURED CAPTURED EXPIRED RELEASED', 'what is open can still be released'
);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
