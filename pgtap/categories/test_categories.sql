-- The tree of categories: made, moved, never in a circle; balances add up through all levels.
BEGIN;
SELECT plan(35);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
SELECT is((ledger.create_category('people/north/old')).depth, 3, 'create_category makes the way');
SELECT is((ledger.create_category('people/north/old')).parent, 'people/north', 'and is repeatable');
SELECT lives_ok($$
    SELECT ledger.create_category('people/north/new');
    SELECT ledger.create_category('people/south');
    SELECT ledger.create_category('people/northern');
    SELECT ledger.set_account_category(ledger_test.id(c.code), c.path)
    FROM (VALUES ('alice', 'people/north/old'), ('bob', 'people/north/new'),
        ('carol', 'people/north'), ('erika', 'people/south'), ('greta', 'people/northern')
    ) AS c (code, path)
$$, 'accounts are sorted in');
SELECT is((ledger.find_account('alice')).category, 'people/north/old', 'an account shows it');
SELECT results_eq(
    'SELECT path, currency, accounts, own_balance, balance FROM ledger.list_category_balances()',
    $$VALUES
        ('people' COLLATE "C", 'EUR', 1::bigint, 0.00, 20.00),
        ('people', 'USD', 4::bigint, 0.00, 190.00),
        ('people/north', 'USD', 3::bigint, 30.00, 180.00),
        ('people/north/new', 'USD', 1::bigint, 53.00, 53.00),
        ('people/north/old', 'USD', 1::bigint, 97.00, 97.00),
        ('people/northern', 'USD', 1::bigint, 10.00, 10.00),
        ('people/south', 'EUR', 1::bigint, 20.00, 20.00)$$,
    'balances roll up per currency through all levels'
);
SELECT results_eq(
    $$SELECT path FROM ledger.list_category_balances('people/north', 'USD')$$,
    $$VALUES ('people/north' COLLATE "C"), ('people/north/new'), ('people/north/old')$$,
    'p_under takes whole names only'
);
SELECT results_eq(
    'SELECT (b.path, b.balance)::text FROM reporting.category_balances AS b ORDER BY b.path COLLATE "C", b.currency',
    'SELECT (b.path, b.balance)::text FROM ledger.list_category_balances() AS b ORDER BY b.path COLLATE "C", b.currency',
    'the report says the same'
);

-- Moving.
SELECT is((ledger.move_category('people/north', 'people/south/north')).parent, 'people/south',
    'move_category');
SELECT results_eq(
    $$SELECT path FROM ledger.list_categories('people/south')$$,
    $$VALUES ('people/south' COLLATE "C"), ('people/south/north'), ('people/south/north/new'),
        ('people/south/north/old')$$, 'what lies below moves along'
);
SELECT is(
    (SELECT b.balance FROM ledger.list_category_balances('people/south', 'USD') AS b LIMIT 1),
    180.00, 'and so do the balances'
);
SELECT is((ledger.move_category('people/south', 'south')).depth, 1, 'up to a root');
SELECT is((ledger.move_category('south', 'south')).path, 'south', 'onto itself: nothing');
SELECT is((ledger.find_account('alice')).category, 'south/north/old', 'accounts stay in');
SELECT ledger_test.refused(f.call, f.code, f.detail, f.call)
FROM (VALUES
    ($$SELECT ledger.move_category('south', 'south/north/old/south')$$, 'LG245', '{"path": "south"}'::jsonb),
    ($$SELECT ledger.move_category('south', 'people')$$, 'LG345', '{"path": "people"}'),
    ($$SELECT ledger.move_category('south', 'nowhere/south')$$, 'LG009', '{"category": "nowhere"}'),
    ($$SELECT ledger.move_category('nowhere', 'x')$$, 'LG009', '{"category": "nowhere"}'),
    ($$SELECT ledger.move_category(NULL, 'x')$$, 'LG009', '{}'),
    ($$SELECT ledger.move_category('south', NULL)$$, 'LG108', '{"missing": ["path"]}'),
    ($$SELECT ledger.set_account_category(ledger_test.id('alice'), 'nowhere')$$, 'LG009', '{}'),
    ($$SELECT ledger.set_account_category(gen_random_uuid(), 'south')$$, 'LG001', '{}'),
    ($$SELECT ledger.create_category(NULL)$$, 'LG108', '{}'),
    ($$SELECT ledger.create_category('')$$, 'LG109', '{"field": "path"}'),
    ($$SELECT ledger.create_category('a//b')$$, 'LG109', '{}'),
    ($$SELECT ledger.create_category('/a')$$, 'LG109', '{}'),
    ($$SELECT ledger.create_category('a/ b')$$, 'LG109', '{}'),
    ($$SELECT ledger.create_category(E'a\nb')$$, 'LG109', '{}'),
    ($$SELECT ledger.create_category(repeat('x', 101))$$, 'LG109', '{}'),
    ($$SELECT ledger.create_category(repeat('x/', 20) || 'x')$$, 'LG109', '{}')
) AS f (call, code, detail);
SELECT is((ledger.set_account_category(ledger_test.id('alice'), NULL)).category, NULL, 'out again');
SELECT is(
    (SELECT l.detail FROM ledger.list_audit_logs(ledger_test.id('alice'), p_limit => 1) AS l),
    '{"from": "south/north/old", "to": null}', 'which is audited'
);
SELECT is(
    (SELECT array_agg(l.code) FROM ledger.list_accounts(p_category => 'south') AS l),
    ARRAY['bob', 'carol', 'erika'], 'list_accounts goes by category, levels below included'
);
SELECT ledger_test.books_are_right();
SELECT is_empty('SELECT FROM ledger.list_categories(''none'')', 'no such category: no rows');
SELECT * FROM finish();
ROLLBACK;
