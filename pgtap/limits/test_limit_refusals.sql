-- Limits that cannot be set, seen or taken away.
BEGIN;
SELECT plan(36);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
SELECT ledger_test.given_user('ann');
SELECT ledger_test.refused('SELECT ledger.set_limit(' || f.arguments || ')', f.code, f.detail,
    'set_limit: ' || f.arguments)
FROM (VALUES
    ('1, ''day''', 'LG109', '{"field": "user_id"}'::jsonb),
    ('1, ''day'', ledger_test.id(''bob''), 1', 'LG109', '{"field": "user_id"}'),
    ('1, ''day'', p_user_id => 0', 'LG109', '{"field": "user_id"}'),
    ('1, ''day'', p_user_id => -1', 'LG004', '{}'),
    ('1, ''day'', gen_random_uuid()', 'LG001', '{}'),
    ('1, ''day'', ledger_test.id(''dora'')', 'LG204', '{}'),
    ('1, ''hour'', ledger_test.id(''bob'')', 'LG109', '{"field": "period"}'),
    ('1, NULL, ledger_test.id(''bob'')', 'LG109', '{"field": "period"}'),
    ('1, ''day'', ledger_test.id(''bob''), p_direction => ''up''', 'LG109', '{"field": "direction"}'),
    ('1, ''day'', ledger_test.id(''bob''), p_measure => NULL', 'LG109', '{"field": "measure"}'),
    ('1, ''day'', ledger_test.id(''bob''), p_transaction_type => ''A B''', 'LG109',
        '{"field": "transaction_type"}'),
    ('1, ''day'', ledger_test.id(''bob''), p_window => ''1 hour''', 'LG109', '{"field": "window"}'),
    ('1, ''window'', ledger_test.id(''bob'')', 'LG109', '{"field": "window"}'),
    ('1, ''window'', ledger_test.id(''bob''), p_window => ''0.5 seconds''', 'LG109', '{}'),
    ('1, ''window'', ledger_test.id(''bob''), p_window => ''1 month''', 'LG109', '{}'),
    ('1, ''window'', ledger_test.id(''bob''), p_window => ''-1 day''', 'LG109', '{}'),
    ('1, ''window'', ledger_test.id(''bob''), p_window => ''367 days''', 'LG109', '{}'),
    ('1, ''transaction'', ledger_test.id(''bob''), p_measure => ''count''', 'LG141', '{}'),
    ('1, ''day'', ledger_test.id(''bob''), p_time_zone => ''Mars/Olympus''', 'LG140',
        '{"time_zone": "Mars/Olympus"}'),
    ('1, ''day'', ledger_test.id(''bob''), p_time_zone => ''UTC+3''', 'LG140', '{}'),
    ('1, ''day'', ledger_test.id(''bob''), p_currency => ''EUR''', 'LG205', '{}'),
    ('1, ''day'', p_user_id => (ledger.find_user(''ann'')).user_id', 'LG108',
        '{"missing": ["currency"]}'),
    ('1, ''day'', p_user_id => (ledger.find_user(''ann'')).user_id, p_currency => ''XQX''', 'LG003', '{}'),
    ('NULL, ''day'', ledger_test.id(''bob'')', 'LG108', '{"missing": ["maximum"]}'),
    ('''NaN'', ''day'', ledger_test.id(''bob'')', 'LG101', '{"field": "maximum"}'),
    ('''Infinity'', ''day'', ledger_test.id(''bob'')', 'LG102', '{}'),
    ('-1, ''day'', ledger_test.id(''bob'')', 'LG103', '{}'),
    ('0.001, ''day'', ledger_test.id(''bob'')', 'LG105', '{"decimals_allowed": 2}'),
    ('1.5, ''day'', ledger_test.id(''bob''), p_measure => ''count''', 'LG105', '{"decimals_allowed": 0}'),
    ('1e20, ''day'', ledger_test.id(''bob'')', 'LG106', '{}')
) AS f (arguments, code, detail);
SELECT ledger_test.refused(f.call, f.code, f.detail, f.call)
FROM (VALUES
    ('SELECT ledger.remove_limit(gen_random_uuid())', 'LG008', '{}'::jsonb),
    ($$SELECT ledger.remove_limit(l.limit_id), ledger.remove_limit(l.limit_id)
        FROM ledger.set_limit(1, 'day', ledger_test.id('bob')) AS l$$, 'LG008', '{}'),
    ('SELECT ledger.list_limits()', 'LG109', '{"field": "user_id"}'),
    ('SELECT ledger.list_limits(gen_random_uuid())', 'LG001', '{}'),
    ('SELECT ledger.list_limits(p_user_id => -1)', 'LG004', '{"user_id": -1}')
) AS f (call, code, detail);
SELECT * FROM finish();
ROLLBACK;
