-- Money from and to the outside world.
BEGIN;
SELECT plan(34);
SELECT is(ledger_test.id('world:USD'), NULL, 'a fresh ledger has no outside world');
SELECT lives_ok($$SELECT ledger_test.given_account('alice', 'USD')$$, 'alice is there');

SELECT is(
    (SELECT (d.amount::text, d.transaction_type, d.status, d.to_account_id)::text
    FROM ledger.deposit(
        p_account_id => ledger_test.id('alice'), p_amount => 10, p_idempotency_key => 'd1',
        p_description => 'Cash', p_metadata => '{"till": 3}', p_effective_at => '2026-01-02Z'
    ) AS d),
    ('10.00', 'deposit', 'COMPLETED', ledger_test.id('alice'))::text, 'a deposit'
);
SELECT is(
    (SELECT (a.account_class, a.user_id, a.min_balance, a.balance::text)::text
    FROM ledger.find_account('world:USD') AS a),
    '(asset,0,,-10.00)', 'the outside world is an asset of the house, without floor'
);
SELECT is(
    (SELECT (w.amount::text, w.transaction_type, w.to_account_id)::text
    FROM ledger.withdraw(p_account_id => ledger_test.id('alice'), p_amount => 4) AS w),
    ('4.00', 'withdrawal', ledger_test.id('world:USD'))::text, 'a withdrawal'
);
SELECT is(ledger_test.balance('alice'), 6.00, 'alice holds the rest');
SELECT is(ledger_test.balance('world:USD'), -6.00, 'the world mirrors it');
SELECT is(
    (ledger.deposit(
        p_account_id => ledger_test.id('alice'), p_amount => 10, p_idempotency_key => 'd1',
        p_description => 'Cash', p_metadata => '{"till": 3}', p_effective_at => '2026-01-02Z'
    )).transaction_id,
    (SELECT t.transaction_id FROM ledger.transactions AS t WHERE t.idempotency_key = 'd1'),
    'a deposit repeated under its key is the same deposit'
);
SELECT lives_ok(
    $$SELECT ledger.open_account('USD', p_account_class => 'asset', p_code => 'till');
    SELECT ledger.deposit(ledger_test.id('alice'), 5,
        p_outside_account_id => ledger_test.id('till'));
    SELECT ledger.withdraw(ledger_test.id('alice'), 1,
        p_outside_account_id => ledger_test.id('till'))$$,
    'another outside account can be named'
);
SELECT is(ledger_test.balance('till'), -4.00, 'and is used');

SELECT ledger_test.refused(format('SELECT ledger.%s', f.call), f.code, f.detail, f.call)
FROM (VALUES
    ('withdraw(ledger_test.id(''alice''), 10.01)', 'LG201', '{"available": "10.00"}'::jsonb),
    ('deposit(ledger_test.id(''alice''), 10, p_idempotency_key => ''d1'')', 'LG301', '{}'),
    ('withdraw(ledger_test.id(''alice''), 10, p_idempotency_key => ''d1'')', 'LG301', '{}'),
    ('deposit(gen_random_uuid(), 1)', 'LG001', '{}'),
    ('deposit(NULL, 1)', 'LG001', '{}'),
    ('withdraw(gen_random_uuid(), 1)', 'LG001', '{}'),
    ('deposit(ledger_test.id(''alice''), NULL)', 'LG108', '{"missing": ["amount"]}'),
    ('deposit(ledger_test.id(''alice''), ''NaN'')', 'LG101', '{}'),
    ('withdraw(ledger_test.id(''alice''), ''Infinity'')', 'LG102', '{}'),
    ('deposit(ledger_test.id(''alice''), -1)', 'LG103', '{"amount": "-1"}'),
    ('withdraw(ledger_test.id(''alice''), 0)', 'LG104', '{}'),
    ('deposit(ledger_test.id(''alice''), 0.005)', 'LG105', '{"decimals_allowed": 2}'),
    ('deposit(ledger_test.id(''alice''), 1e20)', 'LG106', '{}'),
    ('deposit(ledger_test.id(''alice''), 1, ''EUR'')', 'LG205', '{"currency": "EUR"}'),
    ('deposit(ledger_test.id(''alice''), 1, ''EURO'')', 'LG003', '{"currency": "EURO"}'),
    ('deposit(ledger_test.id(''alice''), 1, p_description => repeat(''x'', 1001))', 'LG109',
        '{"field": "description"}'),
    ('deposit(ledger_test.id(''alice''), 1, p_outside_account_id => ledger_test.id(''alice''))',
        'LG107', '{}'),
    ('withdraw(ledger_test.id(''alice''), 1, p_outside_account_id => gen_random_uuid())',
        'LG001', '{}')
) AS f (call, code, detail);

SELECT lives_ok(
    $$SELECT ledger.set_account_status(ledger_test.id('alice'), 'SUSPENDED')$$, 'suspended'
);
SELECT ledger_test.refused(
    'SELECT ledger.deposit(ledger_test.id(''alice''), 1)', 'LG203', '{}', 'a suspended account'
);
SELECT lives_ok(
    $$SELECT ledger.set_account_status(ledger_test.id('alice'), 'ACTIVE');
    SELECT ledger.set_account_bounds(ledger_test.id('alice'), p_max_balance => 10);
    SELECT ledger_test.given_account('gone');
    SELECT ledger.set_account_status(ledger_test.id('gone'), 'CLOSED')$$, 'reactivated'
);
SELECT ledger_test.refused(
    'SELECT ledger.deposit(ledger_test.id(''alice''), 0.01)', 'LG202', '{"room": "0.00"}',
    'a full account'
);
SELECT ledger_test.refused(
    'SELECT ledger.deposit(ledger_test.id(''gone''), 1)', 'LG204', '{}', 'a closed account'
);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
