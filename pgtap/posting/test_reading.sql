-- What can be asked: balances now and then, transactions, statements, audit, lists.
BEGIN;
SELECT plan(45);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

-- Balances.
SELECT is(
    (SELECT (b.currency, b.balance::text, b.held::text, b.available::text, b.version)::text
    FROM ledger.get_balance(ledger_test.id('alice')) AS b),
    '(USD,97.00,0.00,97.00,3)', 'the balance now'
);
SELECT is(
    (SELECT (b.balance::text, b.version, b.held)::text
    FROM ledger.get_balance(e.account_id, e.created_at) AS b),
    (e.balance_after::text, e.account_version, NULL)::text,
    format('the balance as of entry %s', e.account_version)
)
FROM ledger.list_entries(ledger_test.id('alice')) AS e;
SELECT is(
    (SELECT (b.balance::text, b.version)::text
    FROM ledger.get_balance(ledger_test.id('alice'), '2001-01-01') AS b),
    '(0.00,0)', 'before the first entry there was nothing'
);
SELECT is(
    (ledger.get_balance(ledger_test.id('alice'), 'infinity')).balance, 97.00, 'at the end of time'
);
SELECT is(
    (ledger.get_balance(ledger_test.id('dora'), now())).balance, 0::numeric,
    'an account without entries'
);

-- Statements, newest first, in pages.
SELECT results_eq(
    $$SELECT e.account_version, e.entry_type, e.amount::text, e.balance_after::text,
        e.counterparty_account_id = ledger_test.id('bob')
    FROM ledger.list_entries(ledger_test.id('alice'), p_limit => 2) AS e$$,
    $$VALUES (3::bigint, 'DEBIT', '2.00', '97.00', true), (2, 'DEBIT', '1.00', '99.00', true)$$,
    'a page of entries, newest first'
);
SELECT results_eq(
    $$SELECT e.account_version, e.entry_type
    FROM ledger.list_entries(ledger_test.id('alice'), p_before_version => 2) AS e$$,
    $$VALUES (1::bigint, 'CREDIT')$$, 'and the page after it'
);
SELECT is_empty(
    $$SELECT FROM ledger.list_entries(ledger_test.id('alice'), p_before_version => 1)$$,
    'and none after the last'
);
SELECT results_eq(
    $$SELECT l.account_position, l.action, l.old_balance::text, l.new_balance::text
    FROM ledger.list_audit_logs(ledger_test.id('alice'), 4) AS l$$,
    $$VALUES (3::bigint, 'DEBIT', '100.00', '99.00'), (2, 'CREDIT', '0.00', '100.00'),
        (1, 'OPEN', '0.00', '0.00')$$,
    'audit rows, newest first'
);

-- Lists of accounts.
SELECT set_eq(
    $$SELECT a.code FROM ledger.list_accounts(p_status => 'SUSPENDED') AS a$$, ARRAY['carol'],
    'accounts of a status'
);
SELECT set_eq(
    $$SELECT a.code FROM ledger.list_accounts(p_currency => 'EUR') AS a$$,
    ARRAY['erika', 'world:EUR'], 'accounts of a currency'
);
SELECT results_eq(
    $$SELECT a.account_id FROM ledger.list_accounts() AS a$$,
    $$SELECT a.account_id FROM ledger.list_accounts(p_limit => 3) AS a
    UNION ALL
    SELECT b.account_id FROM ledger.list_accounts(p_after => (
        SELECT max(a.account_id::text)::uuid FROM ledger.list_accounts(p_limit => 3) AS a
    )) AS b$$,
    'pages join without a gap'
);
SELECT is_empty(
    $$SELECT FROM ledger.list_accounts(p_user_id => 4711)$$, 'a user who has none'
);

-- Users.
SELECT is(
    (SELECT (u.username, u.role, u.display_name, u.status)::text
    FROM ledger.create_user('ann', 'auditor', 'Ann A.') AS u), '(ann,auditor,"Ann A.",ACTIVE)',
    'create_user'
);
SELECT is((ledger.find_user('ann')).display_name, 'Ann A.', 'find_user');

SELECT ledger_test.refused('SELECT ledger.' || f.call, f.code, f.detail, f.call)
FROM (VALUES
    ('get_account(gen_random_uuid())', 'LG001', '{}'::jsonb),
    ('get_account(NULL)', 'LG001', '{}'),
    ('get_balance(gen_random_uuid())', 'LG001', '{}'),
    ('get_balance(gen_random_uuid(), now())', 'LG001', '{}'),
    ('find_account(''nobody'')', 'LG001', '{"code": "nobody"}'),
    ('account_id(''nobody'')', 'LG001', '{"code": "nobody"}'),
    ('list_entries(gen_random_uuid())', 'LG001', '{}'),
    ('list_audit_logs(gen_random_uuid())', 'LG001', '{}'),
    ('get_transaction(gen_random_uuid())', 'LG002', '{}'),
    ('get_transaction(NULL)', 'LG002', '{}'),
    ('list_entries(ledger_test.id(''alice''), p_limit => 0)', 'LG109', '{"field": "limit"}'),
    ('list_entries(ledger_test.id(''alice''), p_limit => 1001)', 'LG109', '{"at_most": 1000}'),
    ('list_audit_logs(ledger_test.id(''alice''), p_limit => -1)', 'LG109', '{"at_least": 1}'),
    ('list_accounts(p_limit => NULL)', 'LG109', '{"field": "limit"}'),
    ('list_events(p_limit => 1001)', 'LG109', '{"field": "limit"}'),
    ('find_user(''nobody'')', 'LG004', '{"username": "nobody"}'),
    ('create_user(''ann'')', 'LG305', '{"username": "ann"}'),
    ('create_user(NULL)', 'LG109', '{"field": "username"}'),
    ('create_user('''')', 'LG109', '{"field": "username"}'),
    ('create_user(E''a\rb'')', 'LG109', '{"field": "username"}'),
    ('create_user(''eve'', ''king'')', 'LG109', '{"field": "role"}'),
    ('create_user(''eve'', ''house'')', 'LG109', '{"field": "role"}'),
    ('create_user(''eve'', NULL)', 'LG109', '{"field": "role"}'),
    ('create_user(''eve'', p_display_name => repeat(''e'', 201))', 'LG109',
        '{"field": "display_name"}')
) AS f (call, code, detail);

-- About the ledger itself.
SELECT results_eq(
    'SELECT v.name, v.ok FROM ledger.verify() AS v ORDER BY v.name',
    $$SELECT substr(p.proname::text, 8) COLLATE "default", true FROM pg_proc AS p
    WHERE p.pronamespace = 'ledger_private'::regnamespace AND p.proname::text LIKE 'verify\_%'
    ORDER BY 1$$,
    'verify lists its checks'
);
SELECT is(
    (SELECT (v.release ~ '^\d+\.\d+\.\d+$', v.code_digest ~ '^sha256:[0-9a-f]+$',
        v.server_version = current_setting('server_version'))::text FROM ledger.version() AS v),
    '(t,t,t)', 'version'
);
SELECT is_empty(
    'SELECT FROM ledger.list_events()',
    'an event is not shown before the commit that makes it true'
);
SELECT * FROM finish();
ROLLBACK;
