-- Opening and finding accounts, one or many, and every refusal of that.
BEGIN;
SELECT plan(40);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
SELECT isnt(ledger_test.given_user('ann'), NULL, 'and a user');

CREATE TEMP TABLE opened AS
SELECT a.* FROM ledger.open_account(
    p_currency => 'KWD', p_user_id => (ledger.find_user('ann')).user_id, p_code => 'ann:kwd',
    p_name => 'Savings', p_min_balance => -1.5, p_max_balance => 2000.125,
    p_metadata => '{"branch": 4}', p_idempotency_key => 'open-1'
) AS a;
SELECT is(
    (o.currency, o.account_class, o.status, o.balance::text, o.available::text,
        o.min_balance::text, o.max_balance::text, o.version, o.metadata, o.name)::text,
    ('KWD', 'liability', 'ACTIVE', '0.000', '0.000', '-1.500', '2000.125', 0,
        '{"branch": 4}'::jsonb, 'Savings')::text,
    'a new account is empty, active and as asked'
) FROM opened AS o;
SELECT is((SELECT a FROM ledger.get_account(o.account_id) AS a)::text, o::text, 'get_account')
FROM opened AS o;
SELECT is((SELECT a FROM ledger.find_account('ann:kwd') AS a)::text, o::text, 'find_account')
FROM opened AS o;
SELECT is(ledger.account_id('ann:kwd'), o.account_id, 'account_id') FROM opened AS o;
SELECT is(
    (ledger.open_account(
        p_currency => 'KWD', p_user_id => (ledger.find_user('ann')).user_id,
        p_code => 'ann:kwd', p_name => 'Savings', p_min_balance => -1.5,
        p_max_balance => 2000.125, p_metadata => '{"branch": 4}', p_idempotency_key => 'open-1'
    )).account_id, o.account_id, 'the same key and request return the same account'
) FROM opened AS o;
SELECT results_eq(
    $$SELECT l.action, l.account_position FROM ledger.list_audit_logs(
        ledger.account_id('ann:kwd')) AS l$$,
    $$VALUES ('OPEN', 1::bigint)$$, 'the audit begins with OPEN'
);
SELECT is(
    (SELECT (a.min_balance, a.max_balance)::text FROM ledger.open_account(
        'USD', p_min_balance => '-Infinity', p_max_balance => 'Infinity') AS a),
    '(,)', 'infinite limits are none'
);
SELECT is(
    (SELECT (a.user_id, a.min_balance)::text FROM ledger.open_account(
        'USD', p_account_class => 'asset') AS a),
    '(0,)', 'the house owns what nobody else does; an asset has no floor'
);

SELECT ledger_test.refused('SELECT ledger.open_account(' || f.arguments || ')', f.code,
    f.detail, 'open_account: ' || left(f.arguments, 50))
FROM (VALUES
    ('NULL', 'LG108', '{"missing": ["currency"]}'::jsonb),
    ('''ABC''', 'LG003', '{"currency": "ABC"}'),
    ('''USD'', p_user_id => 4711', 'LG004', '{"user_id": 4711}'),
    ('''USD'', p_account_class => ''gold''', 'LG109', '{"field": "account_class"}'),
    ('''USD'', p_code => ''''', 'LG109', '{"field": "code"}'),
    ('''USD'', p_code => E''a\tb''', 'LG109', '{"field": "code"}'),
    ('''USD'', p_code => repeat(''c'', 201)', 'LG109', '{"field": "code"}'),
    ('''USD'', p_name => repeat(''n'', 201)', 'LG109', '{"field": "name"}'),
    ('''USD'', p_metadata => ''[]''', 'LG109', '{"field": "metadata"}'),
    ('''USD'', p_idempotency_key => ''''', 'LG109', '{"field": "idempotency_key"}'),
    ('''USD'', p_idempotency_key => ''open-1''', 'LG301', '{"idempotency_key": "open-1"}'),
    ('''USD'', p_code => ''alice''', 'LG303', '{"code": "alice"}'),
    ('''USD'', p_min_balance => ''NaN''', 'LG101', '{"field": "min_balance"}'),
    ('''USD'', p_min_balance => ''Infinity''', 'LG102', '{"field": "min_balance"}'),
    ('''USD'', p_max_balance => ''-Infinity''', 'LG102', '{"field": "max_balance"}'),
    ('''JPY'', p_max_balance => 0.5', 'LG105', '{"decimals_allowed": 0}'),
    ('''USD'', p_max_balance => 1e20', 'LG106', '{"field": "max_balance"}'),
    ('''USD'', p_min_balance => 5, p_max_balance => 1', 'LG111', '{}'),
    ('''USD'', p_min_balance => 5, p_max_balance => 9', 'LG209', '{}'),
    ('''USD'', p_max_balance => -1, p_min_balance => -5', 'LG209', '{}')
) AS f (arguments, code, detail);

-- Many at once, all or none.
SELECT results_eq(
    $$SELECT a.code, a.currency, a.account_class FROM ledger.open_accounts(ARRAY[
        ROW('USD', NULL, NULL, 'many1', NULL, NULL, NULL, NULL, NULL),
        ROW('USD', NULL, NULL, 'alice', NULL, NULL, NULL, NULL, NULL),
        ROW('EUR', 0, 'income', 'many2', 'Fees', NULL, NULL, '{}', NULL)
    ]::ledger.account_request[]) AS a$$,
    $$VALUES ('many1' COLLATE "C", 'USD', 'liability'), ('alice', 'USD', 'liability'),
        ('many2', 'EUR', 'income')$$,
    'open_accounts answers in order and returns those that are there'
);
SELECT ledger_test.refused(
    'SELECT ledger.open_accounts(' || f.items || '::ledger.account_request[])', f.code,
    f.detail, 'open_accounts: ' || left(f.items, 60)
)
FROM (VALUES
    ('''{}''', 'LG110', '{"items": 0}'::jsonb),
    ('NULL', 'LG110', '{}'),
    ('array_fill(NULL::ledger.account_request, ARRAY[10001])', 'LG110', '{"items": 10001}'),
    ('ARRAY[ROW(''EUR'', NULL, NULL, ''alice'', NULL, NULL, NULL, NULL, NULL)]', 'LG303', '{}'),
    ('ARRAY[ROW(''USD'', NULL, ''asset'', ''alice'', NULL, NULL, NULL, NULL, NULL)]', 'LG303', '{}'),
    ('ARRAY[ROW(''USD'', NULL, NULL, ''m9'', NULL, NULL, NULL, NULL, NULL),'
        ' ROW(''X'', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)]', 'LG003', '{}'),
    ('ARRAY[NULL]', 'LG108', '{}')
) AS f (items, code, detail);
SELECT is(ledger_test.id('m9'), NULL, 'one bad account, no account');

SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
