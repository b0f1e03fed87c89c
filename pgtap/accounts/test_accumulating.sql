-- Accounts that take credits without their lock: open credits, folding, and every refusal.
BEGIN;
SET LOCAL zerosum.reason = 'a test changes rows by hand';
SELECT plan(38);
SELECT lives_ok('SELECT ledger_test.given_town()', 'the town is there');
SELECT is(
    (ledger.open_account('USD', p_code => 'fees', p_account_class => 'income',
        p_accumulates => true)).accumulates, true, 'an account is opened so'
);
SELECT is(
    (SELECT l.detail -> 'accumulates' FROM ledger.list_audit_logs(ledger_test.id('fees')) AS l),
    'true'::jsonb, 'which is on file'
);

-- A credit.
CREATE TEMP TABLE paid AS
SELECT * FROM ledger.post_transfer(
    ledger_test.id('alice'), ledger_test.id('fees'), 3, p_idempotency_key => 'fee'
);
SELECT is((p.status, p.to_account_version)::text, '(COMPLETED,)', 'a transfer names no entry')
FROM paid AS p;
SELECT is(
    (ledger.post_transfer(
        ledger_test.id('alice'), ledger_test.id('fees'), 3, p_idempotency_key => 'fee'
    )).transaction_id, p.transaction_id, 'its repetition is answered'
) FROM paid AS p;
SELECT is(
    (SELECT (a.balance, a.available, a.version)::text FROM ledger.accounts AS a
    WHERE a.code = 'fees'), '(3.00,3.00,0)', 'the balance counts it before it is an entry'
);
SELECT is((SELECT b.balance FROM ledger.balances AS b
    WHERE b.account_id = ledger_test.id('fees')), 3.00, 'everywhere');
SELECT is((ledger.get_balance(ledger_test.id('fees'), clock_timestamp())).balance, 3.00,
    'as of now');
SELECT is((ledger.get_balance(ledger_test.id('fees'), now() - interval '1 day')).balance, 0.00,
    'not as of yesterday');
SELECT is((SELECT sum(t.credit_balances - t.debit_balances) FROM reporting.trial_balance AS t
    WHERE t.currency = 'USD'), 0.00, 'the trial balance is even');
SELECT is((SELECT max(m.value) FROM ledger.metrics() AS m
    WHERE m.name = 'zerosum_ledger_imbalance'), 0.0, 'and what monitoring reads');
SELECT results_eq(
    $$SELECT e.entry_type, e.amount, e.account_version, e.balance_after FROM paid AS p
    CROSS JOIN LATERAL ledger.list_transaction_entries(p.transaction_id) AS e$$,
    $$VALUES ('DEBIT', 3.00, 4::bigint, 94.00), ('CREDIT', 3.00, NULL, NULL)$$,
    'the transaction shows both sides'
);
SELECT is_empty('SELECT * FROM ledger.verify() AS v WHERE NOT v.ok', 'the books are right');
SELECT is((ledger.verify_new()).broken, '{}', 'and what is new in them');

-- Folding.
SELECT lives_ok($$SELECT ledger.post_transfer(ledger_test.id('bob'), ledger_test.id('fees'), n)
    FROM generate_series(1, 3) AS n$$, 'three more');
SELECT is((ledger.fold_account(ledger_test.id('fees'))).version, 4::bigint, 'all become entries');
SELECT results_eq(
    $$SELECT e.amount, e.account_version, e.balance_after
    FROM ledger.list_entries(ledger_test.id('fees')) AS e$$,
    $$VALUES (3.00, 4::bigint, 9.00), (2.00, 3, 6.00), (1.00, 2, 4.00), (3.00, 1, 3.00)$$,
    'in the order of booking'
);
SELECT is((SELECT count(DISTINCT l.row_hash) FROM ledger.list_audit_logs(ledger_test.id('fees'))
    AS l), 2::bigint, 'with one link of the chain');
SELECT is((ledger.fold_account(ledger_test.id('fees'))).version, 4::bigint, 'once');
SELECT is(
    (SELECT count(*) FROM paid AS p
    CROSS JOIN LATERAL ledger.list_transaction_entries(p.transaction_id) AS e
    WHERE e.account_version IS NOT NULL), 2::bigint, 'found by the transaction'
);
SELECT lives_ok($$SELECT ledger.post_transfer(ledger_test.id('bob'), ledger_test.id('fees'), 1);
    SELECT ledger.post_transfer(ledger_test.id('fees'), ledger_test.id('bob'), 10)$$,
    'a debit can spend what is open');
SELECT is((SELECT a.version FROM ledger.accounts AS a WHERE a.code = 'fees'), 6::bigint,
    'because it folds first');
SELECT lives_ok($$SELECT ledger.reverse_transaction(p.transaction_id, 1) FROM paid AS p$$,
    'a folded credit can be given back');

-- What is not plain takes the lock.
SELECT is((SELECT count(t.to_account_version) FROM ledger.post_transfers(ARRAY(
    SELECT jsonb_populate_record(NULL::ledger.transfer_request, jsonb_build_object(
        'from_account_id', ledger_test.id('bob'), 'to_account_id', ledger_test.id('fees'),
        'amount', n
    )) FROM generate_series(1, 2) AS n
)) AS t), 2::bigint, 'a batch');

-- Switching and closing.
SELECT is((ledger.update_account(ledger_test.id('bob'), p_accumulates => true)).accumulates, true,
    'another account is switched');
SELECT is((ledger.open_account('USD', p_code => 'ulf', p_user_id => ledger_test.given_user('ulf'),
    p_accumulates => true)).accumulates, true, 'one of a user''s');
SELECT ledger_test.refused(f.statement, 'LG270', '{}'::jsonb, f.statement)
FROM (VALUES
    ('SELECT ledger.update_account(ledger_test.id(''greta''), p_accumulates => true)'),
    ('SELECT ledger.set_account_bounds(ledger_test.id(''bob''), NULL, 1000)'),
    ('SELECT ledger.set_limit(5, ''day'', p_account_id => ledger_test.id(''bob''))'),
    ('SELECT ledger.set_limit(5, ''day'', p_user_id => (ledger.find_user(''ulf'')).user_id,
        p_currency => ''USD'')')
) AS f (statement);
SELECT is((ledger.close_account(ledger_test.id('fees'), ledger_test.id('alice'))).balance, 0.00,
    'closing takes all there is');
SELECT is_empty('SELECT * FROM ledger.verify() AS v WHERE NOT v.ok', 'the books are right');

-- The outside world accumulates from first use, and need not.
SELECT is((SELECT t.to_account_version FROM ledger.withdraw(ledger_test.id('alice'), 1) AS t),
    NULL, 'it takes an open credit');
SELECT is((ledger.update_account(ledger_test.id('world:USD'), p_accumulates => false)).accumulates,
    false, 'it no longer accumulates');
SELECT isnt((SELECT t.to_account_version FROM ledger.withdraw(ledger_test.id('alice'), 1) AS t),
    NULL, 'and is found and paid as any other');
SELECT is_empty('SELECT * FROM ledger.verify() AS v WHERE NOT v.ok', 'the books are right');

-- A switch that is not on file.
SELECT lives_ok($$UPDATE ledger_private.account SET accumulates = true
    WHERE account_id = ledger_test.id('alice')$$, 'a superuser switches an account');
SELECT results_eq('SELECT v.name FROM ledger.verify() AS v WHERE NOT v.ok',
    $$VALUES ('audit_is_complete')$$, 'which is seen');
SELECT * FROM finish();
ROLLBACK;
