-- Suspending with credits allowed, renaming, metadata, closing with a sweep, merging.
BEGIN;
SELECT plan(51);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

-- A suspended account pays nothing; whether it is paid is a choice.
SELECT is(
    (ledger.set_account_status(ledger_test.id('bob'), 'SUSPENDED', 'lost card', true)).allows_credits,
    true, 'suspended, credits allowed'
);
SELECT lives_ok(
    $$SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 5)$$,
    'money comes in'
);
SELECT ledger_test.transfer_refused('ledger_test.id(''bob''), ledger_test.id(''alice''), 1',
    'LG203', '{}', 'and none goes out');
SELECT is(
    (ledger.set_account_status(ledger_test.id('bob'), 'SUSPENDED')).allows_credits,
    false, 'the choice can be taken back'
);
SELECT ledger_test.transfer_refused('ledger_test.id(''alice''), ledger_test.id(''bob''), 1',
    'LG203', jsonb_build_object('account_id', ledger_test.id('bob')), 'then none comes in');
SELECT is(
    (SELECT array_agg(l.detail ->> 'allows_credits' ORDER BY l.account_position)
    FROM ledger.list_audit_logs(ledger_test.id('bob')) AS l WHERE l.action = 'STATUS'),
    ARRAY['true', 'false'], 'both are audited'
);
SELECT is(
    (ledger.set_account_status(ledger_test.id('bob'), 'ACTIVE')).allows_credits,
    true, 'an active account allows both'
);

-- Codes: old ones go on leading to the account.
SELECT is((ledger.rename_account(ledger_test.id('alice'), 'alice:main')).code, 'alice:main',
    'rename_account');
SELECT is((ledger.find_account('alice')).code, 'alice:main', 'the old code still leads there');
SELECT is(ledger.account_id('alice'), ledger.account_id('alice:main'), 'as does the new one');
SELECT ledger_test.refused($$SELECT ledger.open_account('USD', p_code => 'alice')$$,
    'LG303', '{"code": "alice"}', 'and nobody else gets it');
SELECT ledger_test.refused($$SELECT ledger.rename_account(ledger_test.id('bob'), 'alice')$$,
    'LG303', '{"code": "alice"}', 'not even by renaming');
SELECT is((ledger.rename_account(ledger_test.id('alice'), 'alice')).code, 'alice', 'back again');
SELECT is((ledger.rename_account(ledger_test.id('alice'), 'alice')).code, 'alice',
    'the present code changes nothing');
SELECT is(
    (SELECT array_agg(l.detail ->> 'to' ORDER BY l.account_position)
    FROM ledger.list_audit_logs(ledger_test.id('alice')) AS l WHERE l.action = 'RENAME'),
    ARRAY['alice:main', 'alice'], 'each change is audited once'
);
SELECT ledger_test.refused(f.call, f.code, f.detail, f.call)
FROM (VALUES
    ($$SELECT ledger.rename_account(ledger_test.id('alice'), NULL)$$, 'LG109', '{"field": "code"}'::jsonb),
    ($$SELECT ledger.rename_account(ledger_test.id('alice'), repeat('x', 201))$$, 'LG109', '{}'),
    ($$SELECT ledger.rename_account(gen_random_uuid(), 'x')$$, 'LG001', '{}'),
    ($$SELECT ledger.rename_account(ledger_test.id('dora'), 'x')$$, 'LG204', '{}'),
    ($$SELECT ledger.set_account_metadata(ledger_test.id('bob'), NULL)$$, 'LG109', '{}'),
    ($$SELECT ledger.set_account_metadata(ledger_test.id('bob'), '[]')$$, 'LG109', '{"field": "metadata"}'),
    ($$SELECT ledger.set_account_metadata(ledger_test.id('bob'),
        jsonb_build_object('a', repeat('x', 16384)))$$, 'LG109', '{}'),
    ($$SELECT ledger.update_account(ledger_test.id('bob'), p_name => repeat('x', 201))$$, 'LG109', '{"field": "name"}')
) AS f (call, code, detail);

-- Metadata: merged or replaced, and searched.
SELECT is((ledger.set_account_metadata(ledger_test.id('bob'), '{"a": 1, "b": {"c": 2}}')).metadata,
    '{"a": 1, "b": {"c": 2}}', 'set_account_metadata');
SELECT is((ledger.set_account_metadata(ledger_test.id('bob'), '{"a": null, "d": 3}')).metadata,
    '{"b": {"c": 2}, "d": 3}', 'merges, and null takes a key away');
SELECT is(
    (SELECT l.detail FROM ledger.list_audit_logs(ledger_test.id('bob'), p_limit => 1) AS l),
    '{"old": {"a": 1}, "new": {"d": 3}}', 'the keys that changed are audited'
);
SELECT results_eq(
    $$SELECT l.code FROM ledger.list_accounts(p_metadata => '{"b": {"c": 2}}') AS l$$,
    $$VALUES ('bob' COLLATE "C")$$, 'list_accounts finds it by a part'
);
SELECT is((ledger.set_account_metadata(ledger_test.id('bob'), '{"e": null}', true)).metadata,
    '{"e": null}', 'p_replace puts all of it in place');
SELECT is_empty(
    $$SELECT FROM ledger.list_accounts(p_metadata => '{"b": {"c": 2}}')$$, 'the old is gone'
);

-- Several things at once.
SELECT is(
    (SELECT (a.code, a.name, a.metadata, a.max_balance::text)::text
    FROM ledger.update_account(
        ledger_test.id('bob'), 'robert', 'Robert', p_metadata => '{"e": 1}', p_max_balance => 900
    ) AS a),
    '(robert,Robert,"{""e"": 1}",900.00)', 'update_account'
);
SELECT ledger_test.refused(
    $$SELECT ledger.update_account(ledger_test.id('bob'), p_name => 'B', p_max_balance => 1)$$,
    'LG209', '{}', 'all or nothing'
);
SELECT is((ledger.find_account('bob')).name, 'Robert', 'nothing of it happened');
SELECT is((ledger.update_account(ledger_test.id('bob'), p_name => '')).name, NULL,
    'an empty name takes it away');

-- Closing sweeps the remainder.
SELECT ledger_test.refused($$SELECT ledger.close_account(ledger_test.id('alice'))$$,
    'LG207', '{"balance": "92.00"}', 'nowhere to sweep to');
SELECT ledger_test.refused(format(
    'SELECT ledger.close_account(ledger_test.id(''alice''), %s)', f.target), f.code, '{}', f.target)
FROM (VALUES
    ('ledger_test.id(''erika'')', 'LG205'), ('ledger_test.id(''dora'')', 'LG204'),
    ('ledger_test.id(''carol'')', 'LG203'), ('ledger_test.id(''greta'')', 'LG202'),
    ('ledger_test.id(''alice'')', 'LG107'), ('gen_random_uuid()', 'LG001')
) AS f (target, code);
SELECT is(
    (SELECT (a.status, a.balance::text)::text FROM ledger.close_account(
        ledger_test.id('carol'), ledger_test.id('bob'), 'moved away') AS a),
    '(CLOSED,0.00)', 'a suspended account is swept and closed'
);
SELECT is(ledger_test.balance('bob'), 88.00, 'the money arrived');
SELECT lives_ok(
    $$SELECT ledger.post_transfer(ledger_test.id('frank'), ledger_test.id('bob'), 20);
    SELECT ledger.set_account_bounds(ledger_test.id('alice'), 10)$$, 'frank owes 20'
);
SELECT is(
    (ledger.close_account(ledger_test.id('frank'), ledger_test.id('alice'),
        p_idempotency_key => 'close frank')).status, 'CLOSED', 'a debt is paid by the other'
);
SELECT is(
    (ledger.close_account(ledger_test.id('frank'), ledger_test.id('alice'),
        p_idempotency_key => 'close frank')).status, 'CLOSED', 'the same again'
);
SELECT ledger_test.refused(
    $$SELECT ledger.close_account(ledger_test.id('alice'), p_idempotency_key => 'close frank')$$,
    'LG301', '{}', 'another request under the key'
);

-- Merging moves the codes as well.
SELECT is(
    (ledger.merge_accounts(ledger_test.id('alice'), ledger_test.id('bob'), 'same person')).balance,
    180.00, 'merge_accounts returns the one that is left, floors do not stop it'
);
SELECT is((ledger.find_account('alice:main')).code, 'robert', 'all codes lead to it');
SELECT is(
    (ledger.get_account(ledger_test.id('alice'))).merged_into_account_id,
    ledger_test.id('bob'), 'the other one says where it went'
);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
