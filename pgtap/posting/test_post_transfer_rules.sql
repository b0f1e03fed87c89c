-- Every way the accounts, the rules and the keys refuse a transfer, and what the caller is told.
BEGIN;
SELECT plan(31);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');

-- A call as text: each test says only what differs from alice paying bob.
CREATE FUNCTION pg_temp.pay(p_from text, p_to text, p_amount text, p_more text DEFAULT '')
RETURNS text
LANGUAGE sql
RETURN format(
    'ledger_test.id(%L), ledger_test.id(%L), %s%s', p_from, p_to, p_amount, p_more
);

-- The accounts.
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'alice', '1'), 'LG107',
    jsonb_build_object('account_id', ledger_test.id('alice')), 'to itself'
);
SELECT ledger_test.transfer_refused(
    'gen_random_uuid(), ledger_test.id(''bob''), 1', 'LG001', '{}', 'from nowhere'
);
SELECT ledger_test.transfer_refused(
    'ledger_test.id(''bob''), ''00000000-0000-0000-0000-000000000000'', 1', 'LG001',
    '{"to_account_id": "00000000-0000-0000-0000-000000000000"}', 'to nowhere'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '1', ', ''XXQ'''), 'LG003', '{"currency": "XXQ"}',
    'a currency that is none'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '1', ', ''usd'''), 'LG003', '{"currency": "usd"}',
    'a currency in small letters'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '1', ', ''EUR'''), 'LG205', '{"currency": "EUR"}',
    'euros between dollar accounts'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'erika', '1'), 'LG205',
    jsonb_build_object('to_account_id', ledger_test.id('erika')), 'dollars to a euro account'
);

-- The rules.
SELECT ledger_test.transfer_refused(
    pg_temp.pay('bob', 'alice', '53.01'), 'LG201',
    jsonb_build_object(
        'account_id', ledger_test.id('bob'), 'needed', '53.01', 'available', '53.00',
        'currency', 'USD'
    ),
    'one cent more than there is'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('frank', 'bob', '50.01'), 'LG201', '{"available": "50.00"}',
    'one cent below the agreed overdraft'
);
SELECT lives_ok(
    'SELECT ledger.post_transfer(' || pg_temp.pay('frank', 'bob', '50') || ')',
    'the whole agreed overdraft'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('bob', 'greta', '50.01'), 'LG202',
    '{"amount": "50.01", "room": "50.00", "currency": "USD"}', 'one cent above the ceiling'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay(f.payer, f.payee, '1'), f.code,
    jsonb_build_object('account_id', ledger_test.id(f.culprit)), f.payer || ' to ' || f.payee
)
FROM (VALUES
    ('carol', 'bob', 'carol', 'LG203'), ('bob', 'carol', 'carol', 'LG203'),
    ('dora', 'bob', 'dora', 'LG204'), ('bob', 'dora', 'dora', 'LG204'),
    ('carol', 'dora', 'carol', 'LG203')
) AS f (payer, payee, culprit, code);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '1', ', p_expected_version => 1'), 'LG302',
    jsonb_build_object('expected_version', 1, 'account_id', ledger_test.id('alice')),
    'the paying account has moved on'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '1', ', p_idempotency_key => ''first''' || f.more), 'LG301',
    '{"idempotency_key": "first"}', 'the key again, now with' || f.more
)
FROM (VALUES
    (', p_description => ''x'''), (', p_metadata => ''{"a": 1}'''),
    (', p_effective_at => ''2020-01-01Z'''), (', p_transaction_type => ''fee'''),
    (', p_expected_version => 2')
) AS f (more);
SELECT ledger_test.transfer_refused(
    pg_temp.pay(f.payer, f.payee, f.amount, ', p_idempotency_key => ''first'''), 'LG301',
    '{}', format('the key again, now %s from %s to %s', f.amount, f.payer, f.payee)
)
FROM (VALUES ('alice', 'bob', '1.01'), ('alice', 'frank', '1'), ('bob', 'alice', '1'))
    AS f (payer, payee, amount);
SELECT ledger_test.refused(
    $$SELECT ledger.post_transfer(
        ledger_test.id('alice'), ledger_test.id('bob'), 1,
        p_actor => ROW(NULL, 'customer', NULL, NULL, NULL, NULL)::ledger.actor
    )$$,
    'LG109', '{"field": "actor"}', 'an actor without a user'
);

-- Nothing of all this is on file, and a refused key is still free.
SELECT is(
    (SELECT count(*) FROM ledger.transactions AS t WHERE t.status <> 'COMPLETED'), 0::bigint,
    'a raised refusal leaves no transaction'
);
SELECT ledger_test.transfer_refused(
    pg_temp.pay('alice', 'bob', '5000', ', p_idempotency_key => ''rent'''), 'LG201', '{}',
    'too much, with a key'
);
SELECT lives_ok(
    'SELECT ledger.post_transfer('
    || pg_temp.pay('alice', 'bob', '5', ', p_idempotency_key => ''rent''') || ')',
    'the key of a raised refusal is free for the mended request'
);
SELECT ledger_test.books_are_right();
SELECT * FROM finish();
ROLLBACK;
