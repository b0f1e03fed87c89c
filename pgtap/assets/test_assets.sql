-- Assets: added once, with decimals for ever, by who holds the right.
BEGIN;
SELECT plan(44);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

SELECT is(
    (a.currency, a.name, a.minor_units, a.created_at <= clock_timestamp())::text,
    '(USDC,"USD Coin",6,t)', 'an asset is added'
)
FROM ledger.add_asset('USDC', 6, 'USD Coin') AS a;
SELECT is(
    ledger.add_asset('USDC', 6, 'USD Coin'),
    (SELECT a FROM ledger.assets AS a WHERE a.currency = 'USDC'), 'and once more: the same'
);
SELECT results_eq(
    $$SELECT e.action, e.detail, e.user_id, e.database_user::text COLLATE "default"
    FROM ledger_audit.auth_event AS e
    WHERE e.action = 'ASSET_ADDED'$$,
    $$VALUES ('ASSET_ADDED', '{"currency": "USDC", "minor_units": 6, "name": "USD Coin"}'::jsonb,
        0::bigint, session_user::text COLLATE "default")$$, 'the one act is on file'
);
SELECT is((ledger.add_asset('USD', 2, 'US Dollar')).created_at, NULL, 'ISO 4217 is built in');
SELECT is((ledger.add_asset(f.code, 18, 'An asset')).currency, f.code, f.code || ' is a code')
FROM (VALUES ('BTC'), ('XAU.g'), ('USD.cents'), ('ETH-18'), ('T'), ('1INCH'), ('PTS_2026.a-b'),
    ('ABCDEFGHIJKLMNOPQRST')) AS f (code);

SELECT ledger_test.refused('SELECT ledger.add_asset(' || f.arguments || ')', f.code, f.detail::jsonb,
    'add_asset: ' || f.arguments)
FROM (VALUES
    ('''USDC'', 8, ''USD Coin''', 'LG307', '{"currency": "USDC", "minor_units": 6}'),
    ('''USDC'', 6, ''Another''', 'LG307', '{"name": "USD Coin"}'),
    ('''JPY'', 2, ''Yen''', 'LG307', '{"minor_units": 0}'),
    ('NULL, 2, ''x''', 'LG109', '{"field": "currency"}'),
    ('''usd'', 2, ''x''', 'LG109', '{"field": "currency"}'),
    ('''USDc'', 2, ''x''', 'LG109', '{"field": "currency"}'),
    ('''.USD'', 2, ''x''', 'LG109', '{"field": "currency"}'),
    ('''USD.'', 2, ''x''', 'LG109', '{"field": "currency"}'),
    ('''USD..C'', 2, ''x''', 'LG109', '{"field": "currency"}'),
    ('''US D'', 2, ''x''', 'LG109', '{"field": "currency"}'),
    ('E''USD\n'', 2, ''x''', 'LG109', '{"field": "currency"}'),
    ('''ABCDEFGHIJKLMNOPQRSTU'', 2, ''x''', 'LG109', '{"field": "currency"}'),
    ('''ÄÖ'', 2, ''x''', 'LG109', '{"field": "currency"}'),
    ('''X1'', NULL, ''x''', 'LG109', '{"field": "minor_units"}'),
    ('''X1'', -1, ''x''', 'LG109', '{"field": "minor_units"}'),
    ('''X1'', 19, ''x''', 'LG109', '{"field": "minor_units"}'),
    ('''X1'', 2147483647, ''x''', 'LG109', '{"field": "minor_units"}'),
    ('''X1'', 2, NULL', 'LG109', '{"field": "name"}'),
    ('''X1'', 2, ''''', 'LG109', '{"field": "name"}'),
    ('''X1'', 2, '' x''', 'LG109', '{"field": "name"}'),
    ('''X1'', 2, repeat(''x'', 101)', 'LG109', '{"field": "name"}')
) AS f (arguments, code, detail);

-- Rights: a permission of its own.
SELECT is(
    array_agg(p.role), '{administrator}', 'an administrator alone may, as long as nobody else is told'
)
FROM ledger.role_permissions AS p
WHERE p.permission = 'add_asset';

-- Amounts of an asset: its own decimals everywhere.
DO $do$
BEGIN
    PERFORM ledger.open_account('BTC', p_code => 'btc', p_min_balance => '-Infinity');
    PERFORM ledger.open_account('BTC', p_code => 'btc2');
END
$do$;
SELECT is(
    (ledger.post_transfer(ledger_test.id('btc'), ledger_test.id('btc2'),
        0.000000000000000001)).amount::text,
    '0.000000000000000001', 'one unit of eighteen decimals'
);
SELECT ledger_test.refused(
    $$SELECT ledger.post_transfer(ledger_test.id('btc'), ledger_test.id('btc2'),
        0.0000000000000000001)$$, 'LG105', '{"decimals_allowed": 18}', 'half a unit is none'
);
SELECT is(
    (ledger.deposit(ledger_test.id('btc2'), 99999999999999999999)).amount::text,
    '99999999999999999999.000000000000000000', 'and the outside world of the asset is there'
);
SELECT is(
    ledger_test.balance('btc2')::text, '99999999999999999999.000000000000000001', 'both are there'
);
SELECT is(
    (SELECT l.new_balance::text FROM ledger.list_audit_logs(ledger_test.id('btc2'), p_limit => 1) AS l),
    '99999999999999999999.000000000000000001', 'in the audit trail too'
);
SELECT is(
    (SELECT l.new_balance::text FROM ledger.list_audit_logs(ledger_test.id('alice'), p_limit => 1) AS l),
    ledger_test.balance('alice')::text, 'where cents stay cents'
);
SELECT is(
    ledger_private.amount_bytes(10.00), ledger_private.amount_bytes(10),
    'an amount is hashed by its value'
);
SELECT isnt(
    ledger_private.amount_bytes(0.000000000000000001), ledger_private.amount_bytes(0),
    'down to the last digit'
);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
