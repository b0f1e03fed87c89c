-- Holds: every refusal, what expiry means, and groups that settle together.
BEGIN;
SELECT plan(50);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

CREATE FUNCTION pg_temp.place(
    p_name text, p_account text, p_amount numeric, p_to text DEFAULT 'bob',
    p_for interval DEFAULT NULL, p_group uuid DEFAULT NULL
) RETURNS uuid LANGUAGE sql RETURN (ledger.hold_funds(
    ledger_test.id(p_account), p_amount, ledger_test.id(p_to),
    p_expires_at => clock_timestamp() + p_for, p_group_id => p_group, p_description => p_name
)).hold_id;
CREATE FUNCTION pg_temp.id(p_name text) RETURNS uuid LANGUAGE sql RETURN (
    SELECT h.hold_id FROM ledger.holds AS h WHERE h.description = p_name
);
CREATE FUNCTION pg_temp.state(p_name text) RETURNS text LANGUAGE sql RETURN (
    SELECT concat_ws(' ', h.status, h.amount, h.captured, h.released, h.remaining)
    FROM ledger.holds AS h WHERE h.description = p_name
);
CREATE FUNCTION pg_temp.held(p_code text) RETURNS text LANGUAGE sql RETURN (
    SELECT concat_ws(' ', a.held, a.available)
    FROM ledger.get_account(ledger_test.id(p_code)) AS a
);

SELECT ledger_test.refused('SELECT ledger.hold_funds(' || f.arguments || ')', f.code, f.detail,
    'hold_funds: ' || f.arguments)
FROM (VALUES
    ('gen_random_uuid(), 1', 'LG001', '{}'::jsonb),
    ('ledger_test.id(''alice''), NULL', 'LG108', '{"missing": ["amount"]}'),
    ('ledger_test.id(''alice''), ''NaN''', 'LG101', '{}'),
    ('ledger_test.id(''alice''), ''Infinity''', 'LG102', '{}'),
    ('ledger_test.id(''alice''), -1', 'LG103', '{}'),
    ('ledger_test.id(''alice''), 0', 'LG104', '{}'),
    ('ledger_test.id(''alice''), 0.001', 'LG105', '{"decimals_allowed": 2}'),
    ('ledger_test.id(''alice''), 1e20', 'LG106', '{}'),
    ('ledger_test.id(''alice''), 1, ledger_test.id(''alice'')', 'LG107', '{}'),
    ('ledger_test.id(''alice''), 1, gen_random_uuid()', 'LG001', '{}'),
    ('ledger_test.id(''alice''), 1, ledger_test.id(''erika'')', 'LG205', '{}'),
    ('ledger_test.id(''alice''), 97.01', 'LG201', '{"available": "97.00"}'),
    ('ledger_test.id(''frank''), 50.01', 'LG201', '{"available": "50.00"}'),
    ('ledger_test.id(''carol''), 1', 'LG203', '{}'),
    ('ledger_test.id(''dora''), 1', 'LG204', '{}'),
    ('ledger_test.id(''alice''), 1, NULL, now()', 'LG120', '{}'),
    ('ledger_test.id(''alice''), 1, NULL, ''infinity''', 'LG109', '{"field": "expires_at"}'),
    ('ledger_test.id(''alice''), 1, p_tolerance_amount => ''NaN''', 'LG109',
        '{"field": "tolerance_amount"}'),
    ('ledger_test.id(''alice''), 1, p_tolerance_percent => 100.1', 'LG109',
        '{"field": "tolerance_percent"}'),
    ('ledger_test.id(''alice''), 1, p_metadata => ''[]''', 'LG109', '{"field": "metadata"}'),
    ('ledger_test.id(''alice''), 1, p_idempotency_key => ''''', 'LG109',
        '{"field": "idempotency_key"}')
) AS f (arguments, code, detail);

SELECT ok(pg_temp.place('room', 'alice', 50) IS NOT NULL, 'a hold to be refused things');
SELECT ledger_test.refused('SELECT ledger.' || f.call, f.code, f.detail, f.call)
FROM (VALUES
    ('get_hold(gen_random_uuid())', 'LG006', '{}'::jsonb),
    ('release_hold(gen_random_uuid())', 'LG006', '{}'),
    ('capture_hold(pg_temp.id(''room''), 50.01)', 'LG222', '{"remaining": "50.00"}'),
    ('capture_hold(pg_temp.id(''room''), 1, p_to_account_id => ledger_test.id(''greta''))',
        'LG109', '{"field": "to_account_id"}'),
    ('release_hold(pg_temp.id(''room''), 50.01)', 'LG223', '{"remaining": "50.00"}'),
    ('increment_hold(pg_temp.id(''room''), 47.01)', 'LG201', '{"available": "47.00"}'),
    ('extend_hold(pg_temp.id(''room''), now() + interval ''1 day'')', 'LG120', '{}'),
    ('capture_hold(ledger_test.hold_id(), 15.01)', 'LG222', '{}'),
    ('capture_hold((ledger.hold_funds(ledger_test.id(''alice''), 1)).hold_id)', 'LG108',
        '{"missing": ["to_account_id"]}'),
    ('capture_group(gen_random_uuid())', 'LG007', '{}')
) AS f (call, code, detail);
SELECT lives_ok(
    $$SELECT ledger.set_account_status(ledger_test.id('alice'), 'SUSPENDED')$$, 'suspended'
);
SELECT ledger_test.refused('SELECT ledger.capture_hold(pg_temp.id(''room''))', 'LG203', '{}',
    'a suspended account pays nothing');
SELECT lives_ok('SELECT ledger.release_hold(pg_temp.id(''room''))', 'but gets released');
SELECT ledger_test.refused('SELECT ledger.capture_hold(pg_temp.id(''room''))', 'LG220',
    '{"status": "RELEASED"}', 'for good');
SELECT is(
    (ledger.set_account_status(ledger_test.id('alice'), 'ACTIVE')).status, 'ACTIVE', 'active'
);

-- Expiry counts without anybody's help.
SELECT ok(pg_temp.place('brief', 'alice', 90, p_for => '0.4 s') IS NOT NULL, 'briefly');
SELECT pg_sleep(0.5);
SELECT is(pg_temp.state('brief'), 'EXPIRED 90.00 0.00 90.00 0.00', 'an expired hold');
SELECT is(pg_temp.held('alice'), '0.00 97.00', 'keeps nothing to readers');
SELECT lives_ok(
    $$SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 97)$$,
    'nor to a posting'
);
SELECT results_eq(
    $$SELECT e.event_type FROM ledger.list_hold_events(pg_temp.id('brief')) AS e$$,
    ARRAY['PLACE', 'EXPIRE'], 'which tidied it away'
);
SELECT ok(pg_temp.place('short', 'bob', 1, p_to => 'greta', p_for => '0.4 s') IS NOT NULL, '');
SELECT pg_sleep(0.5);
SELECT is(
    ARRAY(SELECT h.description FROM ledger.expire_holds() AS h), ARRAY['short'], 'the sweeper'
);
SELECT ok(pg_temp.place('last', 'henry', 10, p_for => '0.4 s') IS NOT NULL, 'one more');
SELECT ledger_test.refused(
    'SELECT ledger.set_account_bounds(ledger_test.id(''henry''), 6)', 'LG209',
    '{"held": "25.00"}', 'what is held lies above the floor'
);
SELECT pg_sleep(0.5);
SELECT is(
    (SELECT a.held FROM ledger.set_account_bounds(ledger_test.id('henry'), 6) AS a), 15.00,
    'until it expires'
);
SELECT ledger_test.refused(
    'SELECT ledger.set_account_status(ledger_test.id(''henry''), ''CLOSED'')', 'LG207',
    '{"held": "15.00"}', 'an account that keeps something is not closed'
);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
