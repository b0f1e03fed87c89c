-- Limiting, suspending and closing accounts, and every refusal of that.
BEGIN;
SELECT plan(27);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

-- Limits.
SELECT is(
    (SELECT (a.min_balance::text, a.max_balance::text)::text FROM ledger.set_account_bounds(
        ledger_test.id('alice'), -20, 500) AS a), '(-20.00,500.00)', 'set_account_bounds'
);
SELECT is(
    (SELECT (a.min_balance::text, a.max_balance)::text FROM ledger.set_account_bounds(
        ledger_test.id('alice'), p_max_balance => 'Infinity') AS a),
    '(-20.00,)', 'a limit left out stays; infinity takes it away'
);
SELECT is(
    (SELECT l.detail FROM ledger.list_audit_logs(ledger_test.id('alice'), p_limit => 1) AS l),
    '{"old_min_balance": "-20.00", "new_min_balance": "-20.00",
        "old_max_balance": "500.00", "new_max_balance": null}'::jsonb, 'and is audited'
);
SELECT lives_ok(
    $$SELECT ledger.set_account_bounds(ledger_test.id('alice'), -20)$$, 'the same limits again'
);
SELECT is(
    (SELECT count(*) FROM ledger.list_audit_logs(ledger_test.id('alice')) AS l
    WHERE l.action = 'BOUNDS'),
    2::bigint, 'change nothing and leave no audit row'
);
SELECT ledger_test.refused('SELECT ledger.set_account_bounds(' || f.arguments || ')', f.code,
    f.detail, 'set_account_bounds: ' || f.arguments)
FROM (VALUES
    ('gen_random_uuid(), 1', 'LG001', '{}'::jsonb),
    ('NULL, 1', 'LG001', '{}'),
    ('ledger_test.id(''dora''), 0', 'LG204', '{}'),
    ('ledger_test.id(''alice''), ''NaN''', 'LG101', '{"field": "min_balance"}'),
    ('ledger_test.id(''alice''), ''Infinity''', 'LG102', '{}'),
    ('ledger_test.id(''alice''), 0.001', 'LG105', '{"decimals_allowed": 2}'),
    ('ledger_test.id(''alice''), -1e20', 'LG106', '{}'),
    ('ledger_test.id(''alice''), 300, 200', 'LG111', '{"max_balance": "200"}'),
    ('ledger_test.id(''alice''), 97.01', 'LG209', '{"balance": "97.00"}'),
    ('ledger_test.id(''alice''), NULL, 96.99', 'LG209', '{"balance": "97.00"}')
) AS f (arguments, code, detail);

-- Status.
SELECT results_eq(
    $$SELECT (ledger.set_account_status(ledger_test.id('frank'), s.status, 'why')).status
    FROM unnest(ARRAY['SUSPENDED', 'ACTIVE', 'ACTIVE', 'SUSPENDED', 'CLOSED']) AS s (status)$$,
    ARRAY['SUSPENDED', 'ACTIVE', 'ACTIVE', 'SUSPENDED', 'CLOSED'], 'every path that is open'
);
SELECT is(
    (SELECT array_agg(l.detail ->> 'to' ORDER BY l.account_position)
    FROM ledger.list_audit_logs(ledger_test.id('frank')) AS l WHERE l.action = 'STATUS'),
    ARRAY['SUSPENDED', 'ACTIVE', 'SUSPENDED', 'CLOSED'], 'each change is audited once'
);
SELECT isnt((ledger.get_account(ledger_test.id('frank'))).closed_at, NULL, 'closed_at is set');
SELECT ledger_test.refused('SELECT ledger.set_account_status(' || f.arguments || ')', f.code,
    f.detail, 'set_account_status: ' || f.arguments)
FROM (VALUES
    ('gen_random_uuid(), ''ACTIVE''', 'LG001', '{}'::jsonb),
    ('ledger_test.id(''alice''), ''FROZEN''', 'LG109', '{"field": "status"}'),
    ('ledger_test.id(''alice''), NULL', 'LG109', '{"field": "status"}'),
    ('ledger_test.id(''alice''), ''CLOSED''', 'LG207', '{"balance": "97.00"}'),
    ('ledger_test.id(''carol''), ''CLOSED''', 'LG207', '{"balance": "30.00"}'),
    ('ledger_test.id(''dora''), ''ACTIVE''', 'LG208', '{"status": "CLOSED"}'),
    ('ledger_test.id(''dora''), ''SUSPENDED''', 'LG208', '{"wanted": "SUSPENDED"}')
) AS f (arguments, code, detail);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
